package io.cinephile.adapters.spark.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PublishedChecksumTest {
  private static final String HEX = "6b51fb2759a8657d3bfcbfc42b592ada";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "MD5 (ml-25m.zip) = 6b51fb2759a8657d3bfcbfc42b592ada\n",
        "MD5(ml-25m.zip)= 6b51fb2759a8657d3bfcbfc42b592ada",
        "6b51fb2759a8657d3bfcbfc42b592ada  ml-25m.zip\n",
        "6B51FB2759A8657D3BFCBFC42B592ADA *ml-25m.zip\r\n",
        "6b51fb2759a8657d3bfcbfc42b592ada  ./movielens/ml-25m.zip",
        "6b51fb2759a8657d3bfcbfc42b592ada\n",
        "0e33842e24a9c977be4e0107933c0723  ml-100k.zip\n"
            + "6b51fb2759a8657d3bfcbfc42b592ada  ml-25m.zip"
      })
  void everyFormatThatPublishersUseIsRead(String text) {
    assertThat(PublishedChecksum.of("ml-25m.zip", text)).contains(HEX);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "<html>6b51fb2759a8657d3bfcbfc42b592ada</html>",
        "MD5 (ml-25m.zip) = 6b51fb27",
        "6b51fb2759a8657d3bfcbfc42b592ada6b51fb27  ml-25m.zip"
      })
  void anythingElseHoldsNone(String text) {
    assertThat(PublishedChecksum.of("ml-25m.zip", text)).isEmpty();
  }

  @Test
  void theChecksumOfAnotherFileIsNotTaken() {
    assertThat(PublishedChecksum.of("ml-25m.zip", HEX + "  ml-20m.zip")).isEmpty();
  }
}
