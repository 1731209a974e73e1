package mydocker.command;

import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;
import mydocker.container.Config;
import mydocker.container.Container;
import mydocker.container.State;
import mydocker.network.Endpoint;
import mydocker.network.PublishedPort;

/**
 * A container as {@code ps} tells of it.
 *
 * @param whole whether long words are shown whole
 */
record ContainerRow(Container container, State state, boolean whole) {
  static final List<Column<ContainerRow>> COLUMNS =
      List.of(
          new Column<>("ID", "CONTAINER ID", ContainerRow::id),
          new Column<>("Image", "IMAGE", row -> row.config().spec().image()),
          new Column<>("Command", "COMMAND", ContainerRow::command),
          new Column<>("Status", "STATUS", row -> status(row.state)),
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

  private String cut(String text, int width) {
    boolean fits = whole || text.codePointCount(0, text.length()) <= width;
    return fits ? text : text.substring(0, text.offsetByCodePoints(0, width - 1)) + "\u2026";
  }

  /** How those that were asked for are reached now. */
  private String ports() throws IOException {
    if (config().spec().network().published().isEmpty()) {
      return "";
    }
    List<Endpoint> endpoints = container.endpoints();
    List<PublishedPort> published =
        endpoints.stream().flatMap(endpoint -> endpoint.ports().stream()).toList();
    return published.stream().map(PublishedPort::toString).collect(Collectors.joining(", "));
  }

  /** As docker says it, but for since when, which is chapter 7's. */
  static String status(State state) {
    return switch (state.status()) {
      case CREATED -> "Created";
      case RUNNING -> "Up";
      case EXITED -> "Exited (%d)".formatted(state.exitCode());
    };
  }
}
