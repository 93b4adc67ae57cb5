package io.cinephile.adapters.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Arrays;
import org.apache.spark.SparkConf;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import scala.Tuple2;

class TrainerSessionTest {
  private static final Path WORK = Path.of("/srv/cinephile/trainer");

  @Test
  void without_a_master_everything_stays_on_this_machine_and_below_one_folder() {
    SparkConf conf = TrainerSession.keepBelow(WORK, TrainerSession.completed(new SparkConf(false)));
    assertThat(Arrays.stream(conf.getAll()).map(setting -> setting._1 + "=" + setting._2))
        .containsExactlyInAnyOrder(
            "spark.master=local[*]",
            "spark.app.name=Cinephile trainer",
            "spark.ui.enabled=false",
            "spark.ui.showConsoleProgress=false",
            "spark.driver.bindAddress=127.0.0.1",
            "spark.driver.host=127.0.0.1",
            "spark.local.dir=/srv/cinephile/trainer/spark",
            "spark.sql.warehouse.dir=/srv/cinephile/trainer/warehouse",
            "spark.checkpoint.dir=/srv/cinephile/trainer/checkpoints");
  }

  @Test
  void what_was_told_wins() {
    SparkConf told =
        new SparkConf(false).set("spark.master", "local[3]").set("spark.ui.enabled", "true");
    SparkConf conf = TrainerSession.completed(told);
    assertThat(conf.get("spark.master")).isEqualTo("local[3]");
    assertThat(conf.get("spark.ui.enabled")).isEqualTo("true");
  }

  @Test
  void a_clusters_settings_are_left_alone() {
    SparkConf told = new SparkConf(false).set("spark.master", "spark://example.org:7077");
    assertThat(TrainerSession.completed(told).getAll())
        .containsExactlyInAnyOrder(
            new Tuple2<>("spark.master", "spark://example.org:7077"),
            new Tuple2<>("spark.app.name", "Cinephile trainer"));
  }

  @Test
  void a_local_session_has_one_shuffle_partition_a_core() {
    SparkSession session = SharedSession.get();
    assertThat(session.conf().get("spark.sql.shuffle.partitions")).isEqualTo("2");
    assertThat(session.sparkContext().getCheckpointDir().isDefined()).isTrue();
    assertThat(session.sparkContext().uiWebUrl().isEmpty()).isTrue();
  }
}
