package mydocker.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import mydocker.linux.FileSystems;
import mydocker.testing.Mydocker;
import mydocker.testing.Pty;
import mydocker.testing.RequiresRoot;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The demos of chapter 4: what they print is what the kernel did. */
class UnionDemosTest {

  private static String show(String... words) throws IOException, InterruptedException {
    Mydocker run = Mydocker.run(words);
    assertEquals("", run.err());
    assertEquals(0, run.code());
    return run.out();
  }

  /** What is answered to a command, each time that it is given. */
  private static List<String> answers(String out, String command) {
    return Pattern.compile("(?m)^  # " + Pattern.quote(command) + "\n((?:    .*\n)*)")
        .matcher(out)
        .results()
        .map(m -> m.group(1).replaceAll("(?m)^    ", "").strip())
        .toList();
  }

  private static String answer(String out, String command) {
    List<String> answers = answers(out, command);
    assertEquals(1, answers.size(), out);
    return answers.get(0);
  }

  @Test
  @RequiresRoot
  void overlayMarksWhatIsHidden() throws Exception {
    String out = show("overlay");
    assertEquals(
        "c--------- 2 root root 0, 0",
        answer(out, "ls -l upper/both").replaceAll(" +", " ").replaceAll(" [A-Z].*", ""));
  }

  @Test
  @RequiresRoot
  void overlayReadsThroughCopiesUpAndHides() throws Exception {
    String out = show("overlay");
    assertEquals(
        List.of(
            "merged/big merged/both merged/folder merged/high merged/low",
            "merged/big merged/folder merged/high merged/low"),
        answers(out, "echo merged/*"));
    assertEquals(
        "low of lower-1\nhigh of lower-2\nboth of lower-2",
        answer(out, "cat merged/low merged/high merged/both"));
    assertEquals("low of lower-1", answer(out, "cat lower-1/low"));
    assertEquals("low of lower-1\nchanged", answer(out, "cat upper/low"));
    assertEquals("both of lower-2", answer(out, "cat lower-2/both"));
    assertEquals("", answer(out, "ls merged/folder"));
    assertEquals("old", answer(out, "ls lower-1/folder"));
  }

  @Test
  @RequiresRoot
  void overlayCopiesAWholeFileForOneByte() throws Exception {
    List<String> sizes = answers(show("overlay"), "du -sk lower-1 lower-2 upper");
    int before = kilobytes(sizes.get(0), "upper");
    int after = kilobytes(sizes.get(1), "upper");
    assertTrue(before < 100 && after >= 1024, sizes.toString());
    assertEquals(kilobytes(sizes.get(0), "lower-2"), kilobytes(sizes.get(1), "lower-2"));
  }

  private static int kilobytes(String du, String folder) {
    Matcher m = Pattern.compile("(\\d+)\\s+" + folder + "$", Pattern.MULTILINE).matcher(du);
    assertTrue(m.find(), du);
    return Integer.parseInt(m.group(1));
  }

  @Test
  void oneGetsOutOfAChrootAndNotOutOfAPivotRoot() throws Exception {
    String out = show("pivot_root");
    List<String> roots = answers(out, "echo /*");
    assertEquals(4, roots.size(), out);
    String host = roots.get(0);
    String inside = Stream.of(answer(out, "echo *").split(" ")).map(n -> "/" + n).toList() + "";
    inside = inside.replaceAll("[\\[\\],]", "");
    assertTrue(host.contains("/etc") && host.contains("/proc"), host);
    assertFalse(inside.contains("/etc"), inside);
    assertEquals(List.of(host, inside, host, inside + " /x"), roots);
  }

  @Test
  @Tag("aufs")
  @RequiresRoot
  void aufsReadsThroughCopiesUpAndHides() throws Exception {
    String out = show("aufs");
    assertTrue(
        answer(out, "cat /sys/fs/aufs/si_$si/br[0-9]*")
            .matches("(?s)/mnt/container-layer=rw\n/mnt/image-layer4=ro.*image-layer1=ro\\S*"),
        out);
    String changed = "I am image-layer4\nwrite to mnt's image-layer4.txt";
    assertEquals(changed, answer(out, "cat mnt/image-layer4.txt"));
    assertEquals("I am image-layer4", answer(out, "cat image-layer4/image-layer4.txt"));
    assertEquals(changed, answer(out, "cat container-layer/image-layer4.txt"));
    assertTrue(answer(out, "ls -A image-layer3 container-layer").contains(".wh.image-layer3.txt"));
  }

  @Test
  void aufsSaysWhereItRunsIfItDoesNotRunHere() throws Exception {
    Mydocker run = Mydocker.run("aufs");
    if (!FileSystems.has("aufs")) {
      assertEquals(1, run.err().lines().count(), run.err());
      assertTrue(run.err().startsWith("mydocker: mount aufs: this kernel has none"), run.err());
      assertTrue(run.err().contains("vagrant up"), run.err());
    }
    assertEquals(run.err().isEmpty() ? 0 : 125, run.code());
  }

  @ParameterizedTest
  @ValueSource(strings = {"overlay", "aufs", "pivot_root"})
  void isExplainedAndNotRun(String name) throws Exception {
    String out = show("--explain", name);
    assertTrue(out.contains("clone(setcontext, "), out);
    assertFalse(out.contains("  # "), out);
  }

  @Test
  void theCallsAreThoseThatOneWouldWriteInC() throws Exception {
    assertTrue(
        show("--explain", "overlay").contains("  mkdir(\"lower-1\", 0755); /* or EEXIST */\n"));
    assertTrue(
        show("--explain", "aufs")
            .contains(
                "  mount(\"none\", \"./mnt\", \"aufs\", 0, \"dirs=./container-layer:"
                    + "./image-layer4:./image-layer3:./image-layer2:./image-layer1\");\n"));
    assertTrue(show("--explain", "pivot_root").contains("  pivot_root(\".\", \".\");\n"));
  }

  @Test
  @RequiresRoot
  void theReaderTriesIt() throws Exception {
    try (Pty pty = new Pty(Mydocker.command("overlay"))) {
      pty.waitFor("(overlay) # ");
      pty.type("echo hi > merged/new; echo upper/*\n");
      pty.waitFor("upper/new\r\n");
      pty.type("exit\n");
      assertEquals(0, pty.exitCode());
    }
    try (Pty pty = new Pty(Mydocker.command("pivot_root"))) {
      pty.waitFor("(pivot_root) # ");
      pty.type("cd ../../..; echo $PWD.; ls -di / /.. | cut -d / -f 1 | uniq | wc -l\n");
      pty.waitFor("/.\r\n1\r\n");
      pty.type("exit\n");
      assertEquals(0, pty.exitCode());
    }
  }
}
