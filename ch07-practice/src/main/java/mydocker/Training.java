package mydocker;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import mydocker.linux.Namespace;
import mydocker.linux.ThreadNamespaces;

/**
 * Goes through the commands that people use, so that a JVM can be told to remember what they load:
 * the launcher does it once after a build, in a root folder and a network of its own.
 */
public final class Training {
  private static final String COMMANDS =
      """
      run --rm busybox true
      run -d --name one --network none busybox sleep 1000
      run -d --name two --restart on-failure:1 -p 8080:80 -m 100m busybox sleep 1000
      exec one true
      ps
      logs one
      inspect one
      images
      stop -t 0 one
      start one
      rm -f one two
      --help""";

  private Training() {}

  /** Takes the root folder. */
  public static void main(String[] args) throws IOException {
    ThreadNamespaces.unshare(Namespace.NET);
    for (String command : COMMANDS.lines().toList()) {
      List<String> words = new ArrayList<>(List.of("--root", args[0]));
      words.addAll(List.of(command.split(" ")));
      Main.main(words.toArray(String[]::new));
    }
  }
}
