package mydocker.format;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import mydocker.config.Config;
import mydocker.config.NetworkSpec;
import mydocker.config.State;
import mydocker.container.Container;
import mydocker.network.Endpoint;
import mydocker.network.PublishedPort;

/**
 * A container as {@code ps} tells of it.
 *
 * @param whole whether long words are shown whole
 */
public record ContainerRow(Container container, State state, boolean whole) {
  public static final List<Column<ContainerRow>> COLUMNS =
      List.of(
          new Column<>("ID", "CONTAINER ID", ContainerRow::id),
          new Column<>("Image", "IMAGE", row -> row.config().spec().image()),
          new Column<>("Command", "COMMAND", ContainerRow::command),
          new Column<>("RunningFor", "CREATED", ContainerRow::created),
          new Column<>("Status", "STATUS", row -> status(row.state, Instant.now())),
          new Column<>("Ports", "PORTS", ContainerRow::ports),
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

  String cut(String text, int width) {
    boolean fits = whole || text.codePointCount(0, text.length()) <= width;
    return fits ? text : text.substring(0, text.offsetByCodePoints(0, width - 1)) + "\u2026";
  }

  private String created() {
    return Ago.of(Optional.of(config().created()), Instant.now());
  }

  /** How those that were asked for are reached now. */
  private String ports() throws IOException {
    NetworkSpec asked = config().spec().network();
    if (asked.published().isEmpty() && asked.exposed().isEmpty()) {
      return "";
    }
    List<Endpoint> endpoints = container.endpoints();
    List<PublishedPort> published =
        endpoints.stream().flatMap(endpoint -> endpoint.ports().stream()).toList();
    return endpoints.isEmpty() ? "" : PortList.of(published, asked.exposed());
  }

  /** As docker says it: {@code Up 3 minutes}, {@code Exited (137) 5 seconds ago}. */
  static String status(State state, Instant now) {
    return switch (state.status()) {
      case CREATED -> "Created";
      case RUNNING -> "Up " + up(state, now);
      case PAUSED -> "Up " + up(state, now) + " (Paused)";
      case RESTARTING -> "Restarting (%d)%s".formatted(state.exitCode(), ended(state, now));
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
