package mydocker.demo;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import mydocker.linux.ChildProgram;

/** Does before the reader's eyes what the reader can type. */
abstract class Typist {
  final OwnHome home;
  final PrintStream out;

  /** For commands with a root folder of their own; prints them and their answers. */
  Typist(OwnHome home, PrintStream out) {
    this.home = home;
    this.out = out;
  }

  void say(String sentence) {
    out.println();
    out.println(sentence);
  }

  void mydocker(String... words) throws IOException {
    int code = type(words);
    if (code != 0) {
      throw new IOException("mydocker %s: exit code %d".formatted(words[0], code));
    }
  }

  /** Does what a reader types; returns the exit code. */
  int type(String... words) throws IOException {
    out.println(
        "# mydocker " + Stream.of(words).map(Typist::quoted).collect(Collectors.joining(" ")));
    out.flush(); // the command may write to our stdout itself
    return home.mydocker(words);
  }

  private static String quoted(String word) {
    return word.matches("[\\w.:/,-]+") ? word : '"' + word + '"';
  }

  void shell(String command) throws IOException {
    shell(command, Path.of("/"));
  }

  void shell(String command, Path folder) throws IOException {
    out.println("# " + command);
    ChildProgram program = new ChildProgram().chdir(folder.toString());
    String answer = Shell.output(program, Set.of(), command);
    if (!answer.isEmpty()) {
      out.println(answer);
    }
  }
}
