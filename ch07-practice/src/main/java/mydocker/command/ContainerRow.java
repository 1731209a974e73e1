package mydocker.command;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import mydocker.container.Config;
import mydocker.container.Container;
import mydocker.container.Home;
import mydocker.container.NetworkSpec;
import mydocker.container.State;
import mydocker.container.Status;
import mydocker.image.Image;
import mydocker.image.NoSuchImageException;
import mydocker.network.Endpoint;
import mydocker.network.PublishedPort;

/** A container as {@code ps} tells of it. */
final class ContainerRow {
  /** The columns that are shown unless others are asked for. */
  static final String COLUMNS =
      "{{.ID}}\t{{.Image}}\t{{.Command}}\t{{.RunningFor}}\t{{.Status}}\t{{.Ports}}\t{{.Names}}";

  private static final int COMMAND_WIDTH = 20;
  private static final int MOUNT_WIDTH = 15;

  private final Home home;
  private final Rows rows;
  private final boolean whole;
  private final Instant now;

  /**
   * Rows of a list.
   *
   * @param rows says what is shown of them: some of it takes a while to find out
   * @param whole whether long words are shown whole
   * @param now for times ago
   */
  ContainerRow(Home home, Rows rows, boolean whole, Instant now) {
    this.home = home;
    this.rows = rows;
    this.whole = whole;
    this.now = now;
  }

  /** What stands above the fields in a table. */
  static JsonObject headings() {
    JsonObject headings = new JsonObject();
    headings.addProperty("Command", "COMMAND");
    headings.addProperty("CreatedAt", "CREATED AT");
    headings.addProperty("ID", "CONTAINER ID");
    headings.addProperty("Image", "IMAGE");
    headings.addProperty("Labels", "LABELS");
    headings.addProperty("LocalVolumes", "LOCAL VOLUMES");
    headings.addProperty("Mounts", "MOUNTS");
    headings.addProperty("Names", "NAMES");
    headings.addProperty("Networks", "NETWORKS");
    headings.addProperty("Ports", "PORTS");
    headings.addProperty("RunningFor", "CREATED");
    headings.addProperty("Size", "SIZE");
    headings.addProperty("State", "STATE");
    headings.addProperty("Status", "STATUS");
    return headings;
  }

  /** The row of a container. */
  JsonObject of(Container container, State state) throws IOException {
    Config config = container.config();
    JsonObject row = new JsonObject();
    row.addProperty("Command", command(config));
    row.addProperty("CreatedAt", rows.show("CreatedAt") ? Ago.at(config.created()) : "");
    row.addProperty("ID", whole ? config.id().digits() : config.id().brief());
    row.addProperty("Image", config.spec().image());
    row.addProperty("Labels", rows.show("Labels") ? labels(home, config) : "");
    row.addProperty("LocalVolumes", "0");
    row.addProperty("Mounts", mounts(config));
    row.addProperty("Names", config.name());
    row.addProperty("Networks", rows.show("Networks") ? networks(container) : "");
    row.addProperty("Ports", ports(container));
    row.addProperty("RunningFor", Ago.of(Optional.of(config.created()), now));
    row.addProperty("Size", rows.show("Size") ? size(config) : Size.format(0));
    row.addProperty("State", state.status().toString());
    row.addProperty("Status", status(state, now));
    return row;
  }

  private String command(Config config) {
    String command = String.join(" ", config.command());
    return '"' + cut(command, COMMAND_WIDTH).replaceAll("\\p{Cntrl}", " ") + '"';
  }

  private String cut(String text, int width) {
    boolean fits = whole || text.codePointCount(0, text.length()) <= width;
    return fits ? text : text.substring(0, text.offsetByCodePoints(0, width - 1)) + "\u2026";
  }

  private String mounts(Config config) {
    return config.spec().volumes().stream()
        .map(volume -> cut(volume.source().toString(), MOUNT_WIDTH))
        .collect(Collectors.joining(","));
  }

  private String networks(Container container) throws IOException {
    return ContainerNetworks.of(home.containers().networks(), container).stream()
        .map(ContainerNetworks.Member::name)
        .sorted()
        .collect(Collectors.joining(","));
  }

  /** One that is on no network now has none. */
  private static String ports(Container container) throws IOException {
    NetworkSpec asked = container.config().spec().network();
    if (asked.published().isEmpty() && asked.exposed().isEmpty()) {
      return "";
    }
    List<Endpoint> endpoints = container.endpoints();
    List<PublishedPort> published =
        endpoints.stream().flatMap(endpoint -> endpoint.ports().stream()).toList();
    return endpoints.isEmpty() ? "" : PortList.of(published, asked.exposed());
  }

  /** What it has written, and that with the files of its image. */
  private String size(Config config) throws IOException {
    long written = home.layers().written(config.id().digits());
    Optional<Image> image = image(home, config);
    long virtual = image.isPresent() ? written + home.images().size(image.get()) : written;
    return "%s (virtual %s)".formatted(Size.format(written), Size.format(virtual));
  }

  private static String labels(Home home, Config config) throws IOException {
    return labelsOf(home, config).entrySet().stream()
        .map(label -> label.getKey() + "=" + label.getValue())
        .sorted()
        .collect(Collectors.joining(","));
  }

  /** The labels of a container, which are its image's. */
  static Map<String, String> labelsOf(Home home, Config config) throws IOException {
    return image(home, config).map(i -> i.config().defaults().labels()).orElse(Map.of());
  }

  /** The image of a container, unless that was removed by force. */
  static Optional<Image> image(Home home, Config config) throws IOException {
    try {
      return Optional.of(home.images().find(config.image().toString()));
    } catch (NoSuchImageException e) {
      return Optional.empty();
    }
  }

  /** As docker says it: {@code Up 3 minutes}, {@code Exited (137) 5 seconds ago}. */
  static String status(State state, Instant now) {
    Status status = state.status();
    return switch (status) {
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
