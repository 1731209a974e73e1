package mydocker.command;

import java.io.IOException;
import java.util.List;
import mydocker.container.Container;
import mydocker.container.NoSuchContainerException;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;
import org.apache.commons.cli.ParseException;

/**
 * Cleans up after a container: {@code mydocker reap CONTAINER DESCRIPTOR}. Its monitor becomes this
 * command; people have no use for it.
 *
 * <p>Without a descriptor it starts the container again.
 */
public final class ReapCommand implements Command {
  static final Options OPTIONS = new Options().addOption(null, "help", false, "print this");

  private final GlobalOptions global;

  /** Cleans up in a root folder. */
  public ReapCommand(GlobalOptions global) {
    this.global = global;
  }

  @Override
  public int run(List<String> arguments) throws IOException, ParseException {
    CommandLine line = Arguments.parse("reap", OPTIONS, arguments, 1, 2);
    List<String> words = line.getArgList();
    try {
      Container container = global.home().containers().find(words.get(0));
      if (words.size() == 2) {
        container.reap(Integer.parseInt(words.get(1)));
      } else {
        container.startAgain();
      }
    } catch (NoSuchContainerException e) {
      // it has been removed by force
    }
    return 0;
  }
}
