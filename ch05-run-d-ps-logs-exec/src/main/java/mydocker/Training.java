package mydocker;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Goes through the commands that people use, so that a JVM can be told to remember what they load:
 * the launcher does it once after a build, in a root folder of its own.
 */
public final class Training {
  private static final String COMMANDS =
      """
      run --rm busybox true
      run -d --name one busybox sleep 1000
      run -d --name two -m 100m busybox sleep 1000
      exec one true
      ps
      logs one
      inspect one
      images
      stop -t 0 one
      start one
      rm -f one two""";

  private Training() {}

  /** Takes the root folder. */
  public static void main(String[] args) throws IOException {
    for (String command : COMMANDS.lines().toList()) {
      List<String> words = new ArrayList<>(List.of("--root", args[0]));
      words.addAll(List.of(command.split(" ")));
      Main.main(words.toArray(String[]::new));
    }
  }
}
