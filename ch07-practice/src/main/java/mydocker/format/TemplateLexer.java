package mydocker.format;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Cuts a template into the text that is printed as it is, and the words of its actions. */
final class TemplateLexer {
  private static final Pattern WORD =
      Pattern.compile(
          "(?<string>\"(?:\\\\.|[^\"\\\\\n])*\"|`[^`]*`)"
              + "|(?<number>[+-]?\\d+(?:\\.\\d+)?)"
              + "|(?<variable>\\$\\w*)"
              + "|(?<field>\\.[a-zA-Z_]\\w*)"
              + "|(?<name>[a-zA-Z_]\\w*)"
              + "|(?<sign>:=|[.,|()])");
  private static final String BLANKS = " \t\r\n";

  /** What a token can be; a sign tells by its text which one it is. */
  enum Kind {
    TEXT,
    STRING,
    NUMBER,
    VARIABLE,
    FIELD,
    NAME,
    SIGN
  }

  /**
   * A word of an action, one of the signs that enclose it, or a text between two actions.
   *
   * @param text as it is written
   * @param start where it begins
   * @param spaced whether a blank stands before it, so that {@code .A .B} are two
   */
  record Token(Kind kind, String text, int start, boolean spaced) {
    int end() {
      return start + text.length();
    }

    boolean is(String sign) {
      return kind == Kind.SIGN && text.equals(sign);
    }
  }

  private final String template;
  private final List<Token> tokens = new ArrayList<>();
  private int position;

  private TemplateLexer(String template) {
    this.template = template;
  }

  /**
   * Cuts.
   *
   * @throws IOException in Go's words
   */
  static List<Token> tokens(String template) throws IOException {
    TemplateLexer lexer = new TemplateLexer(template);
    boolean trim = false;
    while (lexer.position < template.length()) {
      int open = template.indexOf("{{", lexer.position);
      boolean trimBefore = open >= 0 && lexer.isTrimmed(open + 2);
      lexer.text(open < 0 ? template.length() : open, trim, trimBefore);
      trim = open >= 0 && lexer.action(open, trimBefore ? open + 3 : open + 2);
    }
    return lexer.tokens;
  }

  /** Whether a minus and a blank follow: the blanks on that side of the action are left out. */
  private boolean isTrimmed(int after) {
    return template.startsWith("-", after)
        && after + 1 < template.length()
        && BLANKS.indexOf(template.charAt(after + 1)) >= 0;
  }

  private void text(int end, boolean trimStart, boolean trimEnd) {
    String text = template.substring(position, end);
    text = trimStart ? text.stripLeading() : text;
    text = trimEnd ? text.stripTrailing() : text;
    if (!text.isEmpty()) {
      tokens.add(new Token(Kind.TEXT, text, position, false));
    }
    position = end;
  }

  /** An action; returns whether the blanks behind it are left out. */
  private boolean action(int open, int begin) throws IOException {
    position = begin;
    if (template.startsWith("/*", position + blanks())) {
      return comment();
    }
    tokens.add(new Token(Kind.SIGN, "{{", open, false));
    Matcher word = WORD.matcher(template);
    while (true) {
      int blanks = blanks();
      position += blanks;
      boolean trim = blanks > 0 && template.startsWith("-}}", position);
      if (trim || template.startsWith("}}", position)) {
        tokens.add(new Token(Kind.SIGN, "}}", position, false));
        position += trim ? 3 : 2;
        return trim;
      }
      if (!word.region(position, template.length()).lookingAt()) {
        throw unexpected();
      }
      tokens.add(new Token(kind(word), word.group(), position, blanks > 0));
      position = word.end();
    }
  }

  private boolean comment() throws IOException {
    int end = template.indexOf("*/", position);
    position = end + 2;
    int blanks = end < 0 ? 0 : blanks();
    boolean trim = blanks > 0 && template.startsWith("-}}", position + blanks);
    if (end < 0 || !trim && !template.startsWith("}}", position + blanks)) {
      throw TemplateParser.error(template, template.length(), "unclosed comment");
    }
    position += blanks + (trim ? 3 : 2);
    return trim;
  }

  private int blanks() {
    int end = position;
    while (end < template.length() && BLANKS.indexOf(template.charAt(end)) >= 0) {
      end++;
    }
    return end - position;
  }

  private static Kind kind(Matcher word) {
    for (Kind kind : Kind.values()) {
      if (kind != Kind.TEXT && word.group(kind.name().toLowerCase(Locale.ROOT)) != null) {
        return kind;
      }
    }
    throw new AssertionError(word.group());
  }

  private IOException unexpected() {
    if (position == template.length()) {
      return TemplateParser.error(template, position, "unclosed action");
    }
    char c = template.charAt(position);
    String why =
        switch (c) {
          case '"' -> "unterminated quoted string";
          case '`' -> "unterminated raw quoted string";
          case '}' -> "unexpected \"}\" in operand";
          default -> "unexpected \"%s\" in operand".formatted(c);
        };
    return TemplateParser.error(template, position, why);
  }
}
