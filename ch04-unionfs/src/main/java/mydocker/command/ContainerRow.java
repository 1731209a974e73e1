package mydocker.command;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import mydocker.container.Config;
import mydocker.container.Container;
import mydocker.container.State;
import mydocker.container.Status;

/**
 * A container as {@code ps} tells of it.
 *
 * @param whole whether long words are shown whole
 * @param now for times ago
 */
record ContainerRow(Container container, State state, boolean whole, Instant now) {
  static final List<Column<ContainerRow>> COLUMNS =
      List.of(
          new Column<>("ID", "CONTAINER ID", ContainerRow::id),
          new Column<>("Image", "IMAGE", row -> row.config().spec().image()),
          new Column<>("Command", "COMMAND", ContainerRow::command),
          new Column<>("RunningFor", "CREATED", ContainerRow::created),
          new Column<>("Status", "STATUS", row -> status(row.state, row.now)),
          new Column<>("Names", "NAMES", row -> row.config().name()));

  private static final int COMMAND_WIDTH = 20;

  Config config() {
    return container.config();
  }

  private String id() {
    return whole ? config().id().digits() : config().id().brief();
  }

  private String command() {
    String command = String.join(" ", config().command());
    return '"' + cut(command, COMMAND_WIDTH).replaceAll("\\p{Cntrl}", " ") + '"';
  }

  private String cut(String text, int width) {
    boolean fits = whole || text.codePointCount(0, text.length()) <= width;
    return fits ? text : text.substring(0, text.offsetByCodePoints(0, width - 1)) + "\u2026";
  }

  private String created() {
    return Ago.of(Optional.of(config().created()), now);
  }

  /** As docker says it: {@code Up 3 minutes}, {@code Exited (137) 5 seconds ago}. */
  static String status(State state, Instant now) {
    Status status = state.status();
    return switch (status) {
      case CREATED -> "Created";
      case RUNNING -> "Up " + up(state, now);
      case EXITED -> "Exited (%d)%s".formatted(state.exitCode(), ended(state, now));
    };
  }

  private static String up(State state, Instant now) {
    return Ago.of(state.started(), now).replace(" ago", "");
  }

  /** Nobody knows when, if the machine went down with it. */
  private static String ended(State state, Instant now) {
    return state.finished().isPresent() ? " " + Ago.of(state.finished(), now) : "";
  }
}
