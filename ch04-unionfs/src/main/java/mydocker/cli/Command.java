package mydocker.cli;

import java.io.IOException;
import java.util.List;
import org.apache.commons.cli.ParseException;

/** What the program does when its name is followed by a certain word: one class for each word. */
public interface Command {
  /**
   * Does it.
   *
   * @param arguments the words behind the command's own
   * @return the exit code
   * @throws IOException if it failed
   * @throws ParseException if the words make no sense
   */
  int run(List<String> arguments) throws IOException, ParseException;
}
