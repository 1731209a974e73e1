package mydocker.command;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.List;
import mydocker.testing.Mydocker;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What bash offers, asked as bash asks. */
class CompletionCommandTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "mydocker ru            | run",
        "mydocker ut            | uts",
        "mydocker run --mem     | --memory --memory-swap",
        "mydocker run -m 10m --pid | --pids-limit",
        "mydocker run ls --mem  | ''",
        "mydocker run --net     | --network",
        "mydocker net           | network net",
        "mydocker network c     | create",
        "mydocker --root / network c | create",
        "mydocker network create --in | --internal",
      })
  void completes(String words, String expected) throws IOException, InterruptedException {
    assertEquals(expected, offered(words.strip()));
  }

  private static String offered(String words) throws IOException, InterruptedException {
    String mydocker = String.join(" ", Mydocker.command("completion", "bash"));
    String ask =
        "eval \"$(%s)\"; COMP_WORDS=(%s); COMP_CWORD=$((${#COMP_WORDS[@]} - 1)); _mydocker;"
            + " echo ${COMPREPLY[*]}";
    Mydocker bash = Mydocker.run(List.of("bash", "-c", ask.formatted(mydocker, words)));
    assertEquals("", bash.err());
    return bash.out().strip();
  }

  @Test
  void anotherShellIsNotKnown() throws Exception {
    Mydocker run = Mydocker.run("completion", "fish");
    assertEquals("mydocker: completion requires the name of a shell: bash\n", run.err());
    assertEquals(125, run.code());
  }
}
