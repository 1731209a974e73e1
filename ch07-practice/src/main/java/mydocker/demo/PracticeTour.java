package mydocker.demo;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;

/** What people do with containers all day, one verb after the other. */
final class PracticeTour extends Typist {
  private static final String ARCHIVE = "busybox.tar";

  PracticeTour(OwnHome home, PrintStream out) {
    super(home, out);
  }

  /** Takes an image in, and lets containers of it live. */
  void show() throws IOException {
    Path folder = home.folder();
    String archive = folder.resolve(ARCHIVE).toString();
    out.println("1. An image travels as an archive, in docker's form. Its names are digests.");
    mydocker("save", "-o", archive, "busybox");
    mydocker("rmi", "busybox");
    shell("tar -tf " + ARCHIVE + " | grep json", folder);
    mydocker("load", "-i", archive);

    say("2. -t: the container has a terminal of its own, and its monitor holds the other end.");
    run("-dt", "--name", "box", "busybox", "sh", "-c", "tty; exec sleep 1000");
    mydocker("exec", "box", "ls", "-l", "/proc/1/fd/0");
    mydocker("logs", "box");

    say("3. What fails is started again, as often as was said.");
    run("-d", "--name", "fails", "--restart=on-failure:2", "busybox", "sh", "-c", "date; exit 3");
    mydocker("wait", "fails");
    mydocker("logs", "fails");
    mydocker("inspect", "-f", "{{.RestartCount}} restarts, exit code {{.State.ExitCode}}", "fails");

    say("4. Files go in and out, whatever links lie in the way; diff tells what has changed.");
    shell("echo hello > note", folder);
    mydocker("cp", folder.resolve("note").toString(), "box:/root/note");
    mydocker("exec", "box", "cat", "/root/note");
    mydocker("diff", "box");

    say("5. What it uses can be seen, and what it may use can be changed, while it runs.");
    mydocker("update", "-m", "64m", "--memory-swap", "64m", "box");
    mydocker(
        "stats", "--no-stream", "--format", "{{.Name}}: {{.MemUsage}}, {{.PIDs}} process", "box");
    mydocker("pause", "box");
    mydocker("ps", "--filter", "status=paused", "--format", "{{.Names}}: {{.Status}}");
    mydocker("unpause", "box");

    say("6. And all of it goes.");
    mydocker("rm", "-f", "box", "fails");
    mydocker("ps", "-a");
  }

  /** Has the reader look around in a container with a terminal; returns that shell's exit code. */
  int enter() throws IOException {
    return type("run", "-it", "--rm", "--network", "none", "-e", "PS1=(box) # ", "busybox", "sh");
  }

  /** Without a network: that is what chapter 6 has shown. */
  private void run(String... words) throws IOException {
    String[] all = new String[words.length + 3];
    all[0] = "run";
    all[1] = "--network";
    all[2] = "none";
    System.arraycopy(words, 0, all, 3, words.length);
    mydocker(all);
  }
}
