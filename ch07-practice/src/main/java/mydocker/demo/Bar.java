package mydocker.demo;

import java.io.PrintStream;
import mydocker.cgroup.Bytes;
import mydocker.linux.Terminal;

/** An amount that changes: a bar that moves on a terminal, and a line for each value elsewhere. */
final class Bar {
  private static final int WIDTH = 40;

  private final PrintStream out;
  private final long full;
  private final boolean moves = Terminal.isInteractive();

  Bar(PrintStream out, long full) {
    this.out = out;
    this.full = full;
  }

  void show(long amount) {
    int filled = (int) Math.min(WIDTH, Math.round((double) amount * WIDTH / full));
    String bar = "#".repeat(filled) + ".".repeat(WIDTH - filled);
    String line = "   [%s] %8s".formatted(bar, Bytes.format(amount));
    if (moves) {
      out.print("\r" + line + "  ");
      out.flush();
    } else {
      out.println(line);
    }
  }

  void end() {
    if (moves) {
      out.println();
    }
  }
}
