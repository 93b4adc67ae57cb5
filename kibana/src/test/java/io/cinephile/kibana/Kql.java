package io.cinephile.kibana;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * As much of Kibana's query language as the dashboards use: {@code field : value}, {@code field :
 * (one or another)}, {@code field : *}, {@code field >= number}, each with {@code not} before it
 * where wanted, joined by {@code and}.
 */
record Kql(List<Clause> clauses) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern CLAUSE =
      Pattern.compile("(not )?([\\w.]+) (:|>=) (\\*|[\\w.-]+|\\([\\w.-]+( or [\\w.-]+)*\\))");

  private record Clause(boolean negated, String field, String comparison, String value) {
    ObjectNode query() {
      ObjectNode query = JSON.createObjectNode();
      if (comparison.equals(">=")) {
        query.putObject("range").putObject(field).put("gte", Double.parseDouble(value));
      } else if (value.equals("*")) {
        query.putObject("exists").put("field", field);
      } else {
        var values = query.putObject("terms").putArray(field);
        Stream.of(value.replaceAll("[()]", "").split(" or ")).forEach(values::add);
      }
      return query;
    }
  }

  /**
   * @throws IllegalArgumentException if it is not understood
   */
  static Kql parse(String kql) {
    List<Clause> clauses = new ArrayList<>();
    for (String clause : kql.isBlank() ? new String[0] : kql.split(" and ")) {
      Matcher parts = CLAUSE.matcher(clause);
      if (!parts.matches()) {
        throw new IllegalArgumentException("Not understood: " + kql);
      }
      clauses.add(
          new Clause(parts.group(1) != null, parts.group(2), parts.group(3), parts.group(4)));
    }
    return new Kql(clauses);
  }

  List<String> fields() {
    return clauses.stream().map(Clause::field).toList();
  }

  /** The query of Elasticsearch. */
  ObjectNode query() {
    ObjectNode query = JSON.createObjectNode();
    ObjectNode bool = query.putObject("bool");
    var filters = bool.putArray("filter");
    var refusals = bool.putArray("must_not");
    clauses.forEach(clause -> (clause.negated() ? refusals : filters).add(clause.query()));
    return query;
  }
}
