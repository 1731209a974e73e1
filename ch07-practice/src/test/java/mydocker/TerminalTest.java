package mydocker;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import mydocker.linux.Child;
import mydocker.linux.Namespace;
import mydocker.testing.Inside;
import mydocker.testing.Mydocker;
import mydocker.testing.Pty;
import mydocker.testing.RequiresRoot;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A reader at a terminal, who types. */
class TerminalTest {

  @ParameterizedTest
  @ValueSource(strings = {"uts", "net", "time"})
  void aDemoEndsInAShellInsideAndReturnsItsExitCode(String demo) throws Exception {
    try (Pty pty = new Pty(Mydocker.command(demo))) {
      pty.waitFor("Three things to try");
      pty.waitFor("(" + demo + ") # ");
      pty.type("echo on $((40 + 2))\n");
      pty.waitFor("on 42");
      pty.type("exit 7\n");
      assertEquals(7, pty.exitCode());
    }
  }

  @Test
  @RequiresRoot
  void unshareNeedsRootAndEndsInAShellToo() throws Exception {
    aDemoEndsInAShellInsideAndReturnsItsExitCode("unshare");
  }

  @Test
  void ctrlCEndsTheCommandInsideAndNothingElse() throws Exception {
    try (Pty pty = new Pty(Mydocker.command("uts"))) {
      pty.waitFor("(uts) # ");
      pty.type(
          "sh -c 'echo s\"\"leeping; exec sleep 1000'\n"); // is in the foreground when it speaks
      pty.waitFor("sleeping");
      pty.type("\003");
      pty.waitFor("(uts) # ");
      pty.type("echo code $?\n");
      pty.waitFor("code 130");
      pty.type("exit 0\n");
      assertEquals(0, pty.exitCode());
    }
  }

  @Test
  void ctrlZStopsTheCommandInsideAndFgContinuesIt() throws Exception {
    try (Pty pty = new Pty(Mydocker.command("pid"))) {
      pty.waitFor("(pid) # ");
      pty.type("cat\n");
      pty.type("before\n");
      pty.waitFor("before\r\nbefore");
      pty.type("\032");
      pty.waitFor("(pid) # ");
      pty.type("fg\n");
      pty.waitFor("fg\r\ncat");
      pty.type("after\n");
      pty.waitFor("after\r\nafter");
      pty.type("\004");
      pty.waitFor("(pid) # ");
      pty.type("exit\n");
      assertEquals(0, pty.exitCode());
    }
  }

  @Test
  void aProgramThatTakesTheShellsPlaceCannotStopAndKeepTheTerminal() throws Exception {
    try (Pty pty = new Pty(Mydocker.command("uts"))) {
      pty.waitFor("(uts) # ");
      pty.type("exec cat\n");
      pty.type("before\n");
      pty.waitFor("before\r\nbefore");
      pty.type("\032");
      pty.type("after\n");
      pty.waitFor("after\r\nafter");
      pty.type("\003");
      assertEquals(130, pty.exitCode());
    }
  }

  @Test
  @RequiresRoot
  void setnsEndsInAShellBesideTheProcess() throws Exception {
    Child process =
        Inside.shell(Inside.root().sethostname("other"), "exec sleep 60")
            .start(Inside.namespaces(Namespace.UTS, Namespace.PID));
    try (Pty pty = new Pty(Mydocker.command("setns", Integer.toString(process.pid())))) {
      pty.waitFor("(setns) # ");
      pty.type("echo $(hostname) $$\n");
      pty.waitFor("other 2");
      pty.type("exit 3\n");
      assertEquals(3, pty.exitCode());
    } finally {
      process.destroy();
    }
  }

  @Test
  void theTerminalComesBackToTheShellThatStartedUs() throws Exception {
    String demo = String.join(" ", Mydocker.command("uts"));
    String after = "; read line; echo \"got $line\"; stty -a | grep -o '.echo '";
    try (Pty pty = new Pty(List.of("/bin/sh", "-c", demo + after))) {
      pty.waitFor("(uts) # ");
      pty.type("stty -echo\n");
      pty.type("exit\n");
      pty.type("a line\n");
      pty.waitFor("got a line");
      pty.waitFor(" echo"); // and not -echo: the modes are back, too
      assertEquals(0, pty.exitCode());
    }
  }
}
