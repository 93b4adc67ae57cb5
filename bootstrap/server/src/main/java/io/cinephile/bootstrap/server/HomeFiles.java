package io.cinephile.bootstrap.server;

import io.cinephile.domain.governance.Classification;
import io.cinephile.domain.governance.DataCatalogue;
import io.cinephile.domain.governance.DataField;
import io.cinephile.domain.governance.DataSet;
import io.cinephile.domain.governance.DataSet.Ground;
import io.cinephile.domain.governance.DataSet.Store;
import io.cinephile.domain.governance.Retention;
import io.cinephile.domain.privacy.Purpose;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What the home folder holds. Whoever adds a file to {@link io.cinephile.bootstrap.home.Home} says
 * here what is in it. Safe for use by several threads.
 */
final class HomeFiles implements DataCatalogue {
  @Override
  public List<DataSet> dataSets() {
    return List.of(
        file(
            "imported-data-sets",
            "Imported data sets",
            "The files that training runs learn from, downloaded, unpacked or generated, as they came; files that lie elsewhere stay there. Demographic columns and files are never read.",
            "datasets/<name>",
            Ground.PURPOSES,
            EnumSet.allOf(Purpose.class),
            Retention.FILES,
            field("userId", "text", Classification.PERSONAL, "The user id that the data set has."),
            field("movieId", "text", Classification.PERSONAL, "Which movie was rated."),
            field("rating", "text", Classification.PERSONAL, "How many stars were given."),
            field("timestamp", "text", Classification.PERSONAL, "When it was rated."),
            field("title", "text", Classification.PUBLIC, "A movie's title and year."),
            field("genres", "text", Classification.PUBLIC, "A movie's genres.")),
        file(
            "training-scratch",
            "Scratch space of training runs",
            "What Spark writes while it learns: ratings on their way from one step to the next.",
            "trainer/spark",
            Ground.PURPOSES,
            EnumSet.of(Purpose.TRAINING),
            Retention.TRAINING,
            field("ratings", "binary", Classification.PERSONAL, "Ratings in Spark's own form.")),
        file(
            "pseudonym-key",
            "Pseudonym key",
            "The first key that turns user ids into pseudonyms; readable by the account of the server alone.",
            "keys/pseudonym.key",
            Ground.OPERATION,
            Set.of(),
            Retention.INSTALLATION,
            field(
                "key",
                "text",
                Classification.PERSONAL,
                "Whoever has it and a user id can compute that user's pseudonym, with the cover key since the first rotation.")),
        file(
            "pseudonym-cover-key",
            "Cover key of the pseudonyms",
            "The key that covers pseudonyms since the last rotation, and during a rotation the next one, pseudonym-cover.next; readable by the account of the server alone.",
            "keys/pseudonym-cover.key",
            Ground.OPERATION,
            Set.of(),
            Retention.INSTALLATION,
            field(
                "key",
                "text",
                Classification.PERSONAL,
                "Whoever has it, the pseudonym key and a user id can compute that user's pseudonym.")),
        file(
            "audit-key",
            "Key of the audit trail",
            "The key that seals the entries of the audit trail; readable by the account of the server alone.",
            "keys/audit.key",
            Ground.NO_PERSONAL_DATA,
            Set.of(),
            Retention.INSTALLATION,
            field(
                "key",
                "text",
                Classification.TECHNICAL,
                "Whoever has it can make entries that look genuine.")),
        file(
            "suppressions",
            "Erased viewers, once more",
            "The pseudonyms of everybody who was erased, beside the store, so that a restored snapshot does not bring them back.",
            "suppressions",
            Ground.LEGAL_OBLIGATION,
            Set.of(),
            Retention.ERASURES,
            field("key", "text", Classification.TECHNICAL, "The id of the key that they hang on."),
            field(
                "viewer",
                "text",
                Classification.PSEUDONYMOUS,
                "Who was erased: a keyed hash of the user id, 128 bits.")),
        file(
            "receipt-key",
            "Key of the receipts",
            "The key that signs receipts of erasures; readable by the account of the server alone.",
            "keys/receipt.key",
            Ground.NO_PERSONAL_DATA,
            Set.of(),
            Retention.INSTALLATION,
            field(
                "key",
                "text",
                Classification.TECHNICAL,
                "Whoever has it can make receipts that look genuine.")),
        file(
            "audit-anchor",
            "Anchor of the audit trail",
            "Up to where servers of this installation have seen the audit trail, so that entries cut off at its end are missed; and what was done to API keys and is not in the trail yet.",
            "audit-anchor, keys/audit-pending",
            Ground.NO_PERSONAL_DATA,
            Set.of(),
            Retention.INSTALLATION,
            field("sequence", "number", Classification.TECHNICAL, "The last entry that was seen."),
            field("seal", "text", Classification.TECHNICAL, "That entry's seal."),
            field("action", "text", Classification.TECHNICAL, "What was done to a key.")),
        file(
            "api-keys",
            "API keys",
            "Who may ask what: hashes of keys with their roles, and the admin key as it was handed out until somebody deletes it.",
            "keys",
            Ground.NO_PERSONAL_DATA,
            Set.of(),
            Retention.INSTALLATION,
            field("hash", "text", Classification.TECHNICAL, "SHA-256 of a key."),
            field("name", "text", Classification.TECHNICAL, "What the key was called."),
            field("roles", "text", Classification.TECHNICAL, "What the key opens.")),
        file(
            "logs",
            "Logs",
            "What trainers and the Elasticsearch of local mode say of their work. Names neither users nor pseudonyms.",
            "trainer/*.log, elasticsearch/logs",
            Ground.NO_PERSONAL_DATA,
            Set.of(),
            Retention.FILES,
            field("line", "text", Classification.TECHNICAL, "What was done, and what went wrong.")),
        file(
            "lineage-events",
            "Lineage events",
            "What each training run made of what, as OpenLineage events, unless an endpoint is configured that takes them.",
            "lineage/events.ndjson",
            Ground.NO_PERSONAL_DATA,
            Set.of(),
            Retention.FILES,
            field("run", "object", Classification.TECHNICAL, "Which run, with its parameters."),
            field("inputs", "object", Classification.AGGREGATE, "What it read, with counts."),
            field("outputs", "object", Classification.AGGREGATE, "What it wrote, with counts.")));
  }

  private static DataSet file(
      String id,
      String title,
      String meaning,
      String path,
      Ground ground,
      Set<Purpose> purposes,
      Retention retention,
      DataField... fields) {
    return new DataSet(
        id,
        title,
        meaning,
        Store.FILE,
        path,
        ground,
        purposes,
        retention,
        Optional.empty(),
        List.of(fields));
  }

  private static DataField field(
      String name, String type, Classification classification, String meaning) {
    return new DataField(name, type, meaning, classification);
  }
}
