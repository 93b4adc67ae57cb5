package io.cinephile.bootstrap.trainer;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.cinephile.domain.training.Evaluation;
import io.cinephile.domain.training.TrainingParameters;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * The evaluations of all folds of a data set, as a table for people and as JSON for programs.
 *
 * @param dataset what was asked for
 * @param parameters that were judged
 * @param folds at least one
 * @param mean of each figure over the folds
 */
record EvaluationReport(
    String dataset, TrainingParameters parameters, List<Evaluation> folds, Mean mean) {

  private static final List<Column> COLUMNS =
      List.of(
          new Column("  RMSE", e -> e.stars().rmse()),
          new Column("   MAE", e -> e.stars().mae()),
          new Column("RMSE biases", e -> e.biases().rmse()),
          new Column("NDCG@10", e -> e.ranking().ndcgAt10()),
          new Column("Recall@20", e -> e.ranking().recallAt20()),
          new Column("coverage@10", e -> e.ranking().coverageAt10()),
          new Column("NDCG@10 popular", e -> e.popularity().ndcgAt10()),
          new Column("Recall@20 popular", e -> e.popularity().recallAt20()));

  private record Column(String name, ToDoubleFunction<Evaluation> figure) {}

  /** Means over the folds, each fold weighing the same. */
  record Mean(
      double rmse,
      double mae,
      double rmseOfBiases,
      double ndcgAt10,
      double recallAt20,
      double coverageAt10,
      double ndcgAt10OfPopularity,
      double recallAt20OfPopularity) {}

  static EvaluationReport of(
      String dataset, TrainingParameters parameters, List<Evaluation> folds) {
    double[] means =
        COLUMNS.stream()
            .mapToDouble(
                column -> folds.stream().mapToDouble(column.figure()).average().orElse(Double.NaN))
            .toArray();
    return new EvaluationReport(
        dataset,
        parameters,
        folds,
        new Mean(means[0], means[1], means[2], means[3], means[4], means[5], means[6], means[7]));
  }

  /** One line a fold and one for the mean, with aligned columns. */
  String table() {
    List<String> lines = new ArrayList<>();
    StringBuilder head = new StringBuilder("%-18s".formatted("fold"));
    COLUMNS.forEach(column -> head.append("  ").append(column.name()));
    lines.add(head.toString());
    folds.forEach(
        fold -> lines.add(line(fold.fold(), column -> column.figure().applyAsDouble(fold))));
    if (folds.size() > 1) {
      lines.add(
          line(
              "mean",
              column -> folds.stream().mapToDouble(column.figure()).average().orElse(Double.NaN)));
    }
    return String.join(System.lineSeparator(), lines);
  }

  void writeJson(Path file) throws IOException {
    ObjectMapper mapper =
        new ObjectMapper()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .setVisibility(
                com.fasterxml.jackson.annotation.PropertyAccessor.FIELD,
                JsonAutoDetect.Visibility.ANY);
    Files.writeString(file, mapper.writeValueAsString(this) + "\n");
  }

  private static String line(String name, ToDoubleFunction<Column> figure) {
    StringBuilder line = new StringBuilder("%-18s".formatted(name));
    for (Column column : COLUMNS) {
      String number = String.format(Locale.ROOT, "%.4f", figure.applyAsDouble(column));
      line.append("  ").append(" ".repeat(column.name().length() - number.length())).append(number);
    }
    return line.toString();
  }
}
