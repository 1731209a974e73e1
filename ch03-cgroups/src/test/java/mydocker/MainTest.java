package mydocker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import mydocker.testing.Mydocker;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MainTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "nosuch         | there is no demo \"nosuch\"; --help lists them",
        "uts more       | what is \"more\"? Only setns takes a word more, a process ID; see --help",
        "setns 0        | what is \"0\"? Only setns takes a word more, a process ID; see --help",
        "--nosuch       | there is no demo \"--nosuch\"; --help lists them",
        "nosuch -t 0    | there is no demo \"nosuch\"; --help lists them",
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
}
