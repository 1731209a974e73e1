package mydocker.image;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** A line's words, as a Dockerfile quotes them: {@code A="b c" D=e\ f} are two. */
final class DockerfileWords {
  private DockerfileWords() {}

  static List<String> split(String line) throws IOException {
    List<String> words = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    boolean inWord = false;
    char quote = 0;
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (quote == 0 && Character.isWhitespace(c)) {
        if (inWord) {
          words.add(word.toString());
          word.setLength(0);
        }
        inWord = false;
        continue;
      }
      inWord = true;
      if (c == '\\' && quote != '\'' && i + 1 < line.length()) {
        i++;
        word.append(line.charAt(i));
      } else if (quote == 0 && (c == '"' || c == '\'')) {
        quote = c;
      } else if (quote == c) {
        quote = 0;
      } else {
        word.append(c);
      }
    }
    if (quote != 0) {
      throw new IOException("unexpected end of statement while looking for matching " + quote);
    }
    if (inWord) {
      words.add(word.toString());
    }
    return words;
  }
}
