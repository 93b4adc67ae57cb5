package io.cinephile.adapters.rest;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.SequenceWriter;
import com.fasterxml.jackson.dataformat.csv.CsvGenerator;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A table as RFC 4180 has it, in UTF-8, with a header. Text is put between quotes, and text that a
 * spreadsheet would take for a formula comes after an apostrophe, as OWASP advises: whoever named a
 * movie must not have anything run where somebody opens their data.
 *
 * @param columns their names: words that need no quotes
 * @param rows numbers, truths, text, or empty optionals of them
 */
record CsvTable(List<String> columns, List<List<Object>> rows) {
  private static final CsvMapper CSV =
      CsvMapper.csvBuilder()
          .enable(CsvGenerator.Feature.ALWAYS_QUOTE_STRINGS)
          .disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET)
          .build();

  private static final String LINE_END = "\r\n";

  private static final String FORMULA_BEGINS = "=+-@\t\r\n＝＋－＠";

  /** Writes it, and leaves the stream open. */
  void writeTo(OutputStream out) throws IOException {
    out.write((String.join(",", columns) + LINE_END).getBytes(StandardCharsets.UTF_8));
    // The columns make sure that the last of a row are written even if they are empty.
    CsvSchema.Builder schema = CsvSchema.builder().setLineSeparator(LINE_END);
    columns.forEach(schema::addColumn);
    try (SequenceWriter writer =
        CSV.writerFor(Object[].class).with(schema.build()).writeValues(out)) {
      for (List<Object> row : rows) {
        writer.write(row.stream().map(CsvTable::cell).toArray());
      }
    }
  }

  private static Object cell(Object value) {
    Object present = value instanceof Optional<?> perhaps ? perhaps.orElse(null) : value;
    if (present == null || present instanceof Number || present instanceof Boolean) {
      return present;
    }
    String text = present.toString();
    return !text.isEmpty() && FORMULA_BEGINS.indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
  }

  static List<Object> row(Object... cells) {
    return Arrays.asList(cells);
  }
}
