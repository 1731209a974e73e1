package mydocker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import mydocker.cli.Usage;
import mydocker.command.Commands;
import mydocker.command.Group;
import mydocker.testing.Mydocker;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MainTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "nosuch         | there is no command or demo \"nosuch\"; see --help",
        "build .        | there is no command or demo \"build\"; see --help",
        "uts more       | what is \"more\"? Only setns takes a word more, a process ID; see --help",
        "setns 0        | what is \"0\"? Only setns takes a word more, a process ID; see --help",
        "--nosuch       | there is no command or demo \"--nosuch\"; see --help",
        "nosuch -t 0    | there is no command or demo \"nosuch\"; see --help",
        "setns 99999999 | look at process 99999999: there is none",
      })
  void anErrorIsOneLineAndExitCode125(String words, String message) throws Exception {
    Mydocker run = Mydocker.run(words.split(" "));
    assertEquals("mydocker: " + message + "\n", run.err());
    assertEquals(125, run.code());
  }

  @Test
  void whatCannotBePrintedIsAnError() throws Exception {
    String command = String.join(" ", Mydocker.command("--help"));
    Mydocker run = Mydocker.run(List.of("/bin/sh", "-c", command + " > /dev/full"));
    assertEquals("mydocker: write to stdout: it is closed or full\n", run.err());
    assertEquals(125, run.code());
  }

  @Test
  void aPipeThatNobodyReadsEndsItWithoutAWord() throws Exception {
    String command = String.join(" ", Mydocker.command("--help"));
    String script = "{ sleep 0.1; %s; echo $? >&2; } | true".formatted(command);
    assertEquals("141\n", Mydocker.run(List.of("/bin/sh", "-c", script)).err());
  }

  /** Those of Persian are none to the kernel, nor to who reads a file of ours. */
  @Test
  void digitsDoNotDependOnTheLanguage() throws Exception {
    List<String> command = new ArrayList<>(Mydocker.command("--explain", "user"));
    String usual = Mydocker.run(command).out();
    assertTrue(usual.matches("(?s).*uid_map.*"), usual);
    command.add(1, "-Duser.language=fa");
    assertEquals(usual, Mydocker.run(command).out());
  }

  @Test
  void helpListsTheDemosAndRunsNone() throws Exception {
    Mydocker run = Mydocker.run("--help");
    assertTrue(run.out().startsWith("Usage: mydocker [--show | --explain] [DEMO]\n"), run.out());
    assertTrue(run.out().contains("  uts        a host name of one's own\n"), run.out());
    assertEquals("", run.err());
    assertEquals(0, run.code());
  }

  @Test
  void helpListsTheCommandsByWhatTheyAreFor() throws Exception {
    String help = Mydocker.run("--help").out();
    for (Group group : Group.values()) {
      assertTrue(help.contains("\n\n" + group.title() + ":\n  "), group.title());
    }
    for (Usage command : Commands.all()) {
      assertTrue(help.contains("\n  %-10s ".formatted(command.name())), command.name());
    }
    assertTrue(help.contains("\n\nLook at containers:\n  ps         list containers\n"), help);
  }
}
