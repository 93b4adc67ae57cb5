package io.cinephile.kibana;

import com.fasterxml.jackson.core.type.TypeReference;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * A data view as {@code dashboards/data-views.yaml} has it.
 *
 * @param id the name of the index, too
 * @param time the field that a period is about, or null where there is none
 */
record DataViewSource(String id, Words title, String time) {

  static List<DataViewSource> all() throws IOException {
    return DashboardSource.YAML.readValue(
        Path.of("dashboards/data-views.yaml").toFile(), new TypeReference<>() {});
  }
}
