package mydocker.container;

import java.nio.file.Files;
import java.nio.file.Path;

/** Finding the program that a command names, as a shell does: environ(7), PATH. */
final class Executable {
  private Executable() {}

  /**
   * The path to execute.
   *
   * @param command a name to look for, or a path if it has a slash
   * @param path folders, separated by colons
   * @throws NotExecutableException if none of the folders has such a program
   */
  static String find(String command, String path) throws NotExecutableException {
    if (command.contains("/")) {
      return command;
    }
    for (String folder : path.split(":")) {
      Path file = Path.of(folder, command);
      if (!command.isEmpty() && Files.isRegularFile(file) && Files.isExecutable(file)) {
        return file.toString();
      }
    }
    throw NotExecutableException.notFound("exec: \"" + command + "\": not found in " + path);
  }
}
