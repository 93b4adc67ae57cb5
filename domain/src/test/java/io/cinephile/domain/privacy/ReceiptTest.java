package io.cinephile.domain.privacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cinephile.domain.privacy.Erasure.Deletion;
import io.cinephile.domain.privacy.Erasure.Pass;
import io.cinephile.domain.rating.Pseudonym;
import io.cinephile.domain.recommendation.GenerationId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReceiptTest {
  private static final Instant TIME = Instant.parse("2026-11-22T16:15:00.123Z");
  private static final Pseudonym VIEWER = new Pseudonym("viewer_000000000000007");
  private static final GenerationId BEFORE = new GenerationId("20261122-161500-3f9a");
  private static final GenerationId AFTER = new GenerationId("20261123-161500-3f9a");

  private final ReceiptKey key = ReceiptKey.random();
  private final Erasure begun = Erasure.begun(VIEWER, new ReceiptId("0".repeat(32)), TIME);

  @Test
  void tells_what_was_deleted_where_and_what_remains_and_not_of_whom() {
    Erasure erasure =
        begun
            .with(new Deletion("live ratings", Pass.FIRST, 3, TIME))
            .passedOnce(TIME)
            .learntWith(BEFORE)
            .completed(TIME.plusSeconds(2))
            .served(AFTER);

    Receipt receipt = Receipt.of(erasure, key);

    assertThat(receipt.complete()).isTrue();
    assertThat(receipt.text())
        .startsWith(
            """
            {"completed":"2026-11-22T16:15:02.123Z","deletions":[{"from":"live ratings","items":3,"pass":"first","time":"2026-11-22T16:15:00.123Z"}],"learntWith":["20261122-161500-3f9a"],"learntWithout":"20261123-161500-3f9a","receipt":"00000000000000000000000000000000","remains":["The movies' factors, counts and means of generation 20261122-161500-3f9a"""
                .strip())
        .endsWith(
            "\"requested\":\"2026-11-22T16:15:00.123Z\",\"state\":\"complete\",\"version\":1}")
        .doesNotContain(VIEWER.value());
    assertThat(Receipt.of(erasure, ReceiptKey.of(key.pem()))).isEqualTo(receipt);
    assertThat(Receipt.of(begun, key).signature()).isNotEqualTo(receipt.signature());
  }

  @Test
  void a_pass_deletes_from_each_place_once_and_what_comes_back_may_do_so_often() {
    Deletion first = new Deletion("live ratings", Pass.FIRST, 3, TIME);
    Deletion later = new Deletion("live ratings", Pass.LATER, 1, TIME);

    assertThat(begun.with(first).with(first).deletions()).containsExactly(first);
    assertThat(begun.with(later).with(later).deletions()).containsExactly(later, later);
  }

  @Test
  void no_generation_learnt_both_with_and_without_a_viewer() {
    assertThat(begun.learntWith(BEFORE).served(BEFORE).learntWithout()).isEmpty();
    assertThat(begun.served(AFTER).served(BEFORE).learntWithout()).contains(AFTER);
    assertThat(begun.learntWith(BEFORE).unlearnt(BEFORE::equals).learntWith()).isEmpty();
  }

  /** The examples of RFC 8785, as far as there are numbers and names of that kind here. */
  @Test
  void has_one_spelling() {
    assertThat(
            CanonicalJson.of(
                Map.of(
                    "b",
                    List.of(1, 20L),
                    "a",
                    Map.of(),
                    "\u20ac",
                    List.of(),
                    "c",
                    "\u20ac$\u000f\nA'B\"\\/")))
        .isEqualTo("{\"a\":{},\"b\":[1,20],\"c\":\"\u20ac$\\u000f\\nA'B\\\"\\\\/\",\"\u20ac\":[]}");
  }

  @Test
  void refuses_what_is_no_key() {
    assertThatThrownBy(() -> ReceiptKey.of("nonsense"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(key.publicPem()).doesNotContain("PRIVATE").startsWith("-----BEGIN PUBLIC KEY-----");
    assertThat(key.toString()).doesNotContain("BEGIN");
  }
}
