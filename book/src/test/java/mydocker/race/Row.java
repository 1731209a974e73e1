package mydocker.race;

import java.util.Arrays;
import java.util.Locale;

/** What is raced. */
enum Row {
  NONE(Stage.EMPTY, "run --rm --network none busybox true"),
  DEFAULT(Stage.EMPTY, "run --rm busybox true, default network"),
  BESIDE(Stage.ONE, "run --rm busybox true, another is there"),
  EXEC(Stage.ONE, "exec one true"),
  PS(Stage.EMPTY, "ps, no container"),
  RUN50(Stage.FIFTY, "50 × run -d, 8 at a time"),
  PS50(Stage.FIFTY, "ps, 50 running"),
  RM50(Stage.FIFTY, "rm -f of the 50"),
  RESTART(Stage.EMPTY, "--restart=on-failure:3 busybox false"),
  MEMORY(Stage.EMPTY, "memory beside a detached container");

  /** What is there meanwhile. */
  enum Stage {
    /** No container. */
    EMPTY,
    /** One of each peer. */
    ONE,
    /** Fifty of each, from the first row of this stage to the last. */
    FIFTY
  }

  private static final int SECONDS_FROM = 10_000;

  private final Stage stage;
  private final String title;

  Row(Stage stage, String title) {
    this.stage = stage;
    this.title = title;
  }

  /** Its name on the command line. */
  String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  Stage stage() {
    return stage;
  }

  String title() {
    return title;
  }

  /** What its samples count. */
  String unit() {
    return this == MEMORY ? "kB" : "ms";
  }

  /** A sample as people read it. */
  String format(double sample) {
    if (this != MEMORY && sample >= SECONDS_FROM) {
      return String.format(Locale.ROOT, "%.1f s", sample / 1000);
    }
    return String.format(Locale.ROOT, "%,.0f %s", sample, unit());
  }

  /** The one with this name. */
  static Row of(String id) {
    return Arrays.stream(values()).filter(row -> row.id().equals(id)).findFirst().orElseThrow();
  }
}
