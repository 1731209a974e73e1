package mydocker.process;

import java.util.List;
import java.util.stream.Stream;

/** Finding the program that a command names, as a shell does: environ(7), PATH. */
public final class Executable {
  private Executable() {}

  /**
   * The paths to try, one after the other. Only the kernel can say which of them is there: it is
   * the container's root that they count from.
   *
   * @param command a name to look for, or a path if it has a slash
   * @param path folders, separated by colons; an empty one is the working directory
   */
  public static List<String> candidates(String command, String path) {
    if (command.contains("/") || command.isEmpty()) {
      return List.of(command);
    }
    return Stream.of(path.split(":", -1))
        .map(folder -> (folder.isEmpty() ? "." : folder) + "/" + command)
        .toList();
  }
}
