package mydocker.demo;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;

/** The chapter's demo: what makes a tool of a small Docker. */
final class PracticeDemo extends Demo {
  PracticeDemo() {
    super(
        "practice",
        "a day with containers",
        """
        Nothing here is a new idea of how containers work, and all of it is what people expect of a
        tool: images from elsewhere, a terminal, a second try, files in and out, a look at what is
        used.
        Each command below can be typed; here all are given a --root of their own.""",
        """
        tty; stty size            a terminal of its own, as large as yours: now change that
        ls -l /proc/1/fd          where its stdin, stdout and stderr lead
        Ctrl-P Ctrl-Q             leaves it alone: it goes on until the demo ends""");
  }

  @Override
  String explain() throws IOException {
    try (OwnHome home = OwnHome.make(new PrintStream(OutputStream.nullOutputStream()))) {
      return home.explain("-t", "busybox");
    }
  }

  @Override
  void show(PrintStream out) throws IOException {
    try (OwnHome home = OwnHome.make(out)) {
      new PracticeTour(home, out).show();
    }
  }

  @Override
  int shell() throws IOException {
    try (OwnHome home = OwnHome.make(System.out)) {
      return new PracticeTour(home, System.out).enter();
    }
  }
}
