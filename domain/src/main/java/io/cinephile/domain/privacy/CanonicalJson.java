package io.cinephile.domain.privacy;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * JSON of which there is one spelling alone, as the JSON Canonicalization Scheme has it (RFC 8785):
 * names sorted, no blanks, nothing escaped that need not be. Of numbers it knows whole ones that a
 * double can hold.
 */
final class CanonicalJson {
  private CanonicalJson() {}

  /**
   * @param value maps by strings, lists, strings, integers and longs
   */
  static String of(Object value) {
    StringBuilder text = new StringBuilder();
    write(value, text);
    return text.toString();
  }

  private static void write(Object value, StringBuilder text) {
    if (value instanceof Map<?, ?> members) {
      // Strings compare by UTF-16 code units, which is what the scheme sorts by.
      Map<String, Object> sorted = new TreeMap<>();
      members.forEach((name, member) -> sorted.put((String) name, member));
      char before = '{';
      for (Map.Entry<String, Object> member : sorted.entrySet()) {
        text.append(before);
        quote(member.getKey(), text);
        text.append(':');
        write(member.getValue(), text);
        before = ',';
      }
      text.append(before == '{' ? "{}" : "}");
    } else if (value instanceof List<?> items) {
      char before = '[';
      for (Object item : items) {
        text.append(before);
        write(item, text);
        before = ',';
      }
      text.append(before == '[' ? "[]" : "]");
    } else if (value instanceof Long || value instanceof Integer) {
      text.append(value);
    } else {
      quote((String) value, text);
    }
  }

  private static void quote(String string, StringBuilder text) {
    text.append('"');
    string
        .chars()
        .forEach(
            c -> {
              switch (c) {
                case '"', '\\' -> text.append('\\').append((char) c);
                case '\b' -> text.append("\\b");
                case '\t' -> text.append("\\t");
                case '\n' -> text.append("\\n");
                case '\f' -> text.append("\\f");
                case '\r' -> text.append("\\r");
                default -> {
                  if (c < ' ') {
                    text.append("\\u%04x".formatted(c));
                  } else {
                    text.append((char) c);
                  }
                }
              }
            });
    text.append('"');
  }
}
