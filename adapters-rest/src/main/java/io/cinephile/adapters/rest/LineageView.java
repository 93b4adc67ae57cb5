package io.cinephile.adapters.rest;

import io.cinephile.application.TraceLineage.Kind;
import io.cinephile.application.TraceLineage.Lineage;
import io.cinephile.domain.recommendation.GenerationId;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Where a generation comes from, as a graph. */
@Schema(name = "Lineage")
record LineageView(
    GenerationId generation,
    @Schema(
            description =
                "What took part: the recommendations first, the files last. Of generations that an earlier release made, single files are not known.")
        List<NodeView> nodes,
    @Schema(description = "Each from what came about to what it came from.") List<EdgeView> edges) {

  @Schema(name = "LineageNode")
  record NodeView(
      @Schema(examples = "files") String id,
      @Schema(examples = "files") Kind kind,
      @Schema(examples = "Ratings file and movies file, in this order") String label,
      @Schema(description = "What is known of it, as text.", examples = "{\"passed\": \"true\"}")
          Map<String, String> facts) {}

  @Schema(name = "LineageEdge")
  record EdgeView(
      @Schema(examples = "data-set") String from,
      @Schema(examples = "files") String to,
      @Schema(description = "As W3C PROV calls it.", examples = "was-derived-from")
          String relation) {}

  static LineageView of(Lineage lineage) {
    return new LineageView(
        lineage.generation(),
        lineage.nodes().stream()
            .map(node -> new NodeView(node.id(), node.kind(), node.label(), node.facts()))
            .toList(),
        lineage.edges().stream()
            .map(edge -> new EdgeView(edge.from(), edge.to(), edge.relation()))
            .toList());
  }

  /** What a node came from, for people. */
  public List<EdgeView> from(String node) {
    return edges.stream().filter(edge -> edge.from().equals(node)).toList();
  }
}
