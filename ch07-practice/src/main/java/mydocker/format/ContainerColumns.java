package mydocker.format;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import mydocker.config.Config;
import mydocker.container.Container;
import mydocker.container.Home;
import mydocker.image.Image;
import mydocker.image.NoSuchImageException;

/** What else than its usual columns {@code ps} can tell of a container. */
public final class ContainerColumns {
  private static final int MOUNT_WIDTH = 15;

  private final Home home;

  public ContainerColumns(Home home) {
    this.home = home;
  }

  /** All that there are. */
  public List<Column<ContainerRow>> all() {
    return List.of(
        new Column<>("CreatedAt", "CREATED AT", row -> Ago.at(row.config().created())),
        new Column<>("Labels", "LABELS", row -> labels(row.config())),
        new Column<>("LocalVolumes", "LOCAL VOLUMES", row -> "0"),
        new Column<>("Mounts", "MOUNTS", ContainerColumns::mounts),
        new Column<>("Networks", "NETWORKS", row -> networks(row.container())),
        new Column<>("State", "STATE", row -> row.state().status().toString()),
        size());
  }

  /** What it has written, and that with the files of its image. */
  public Column<ContainerRow> size() {
    return new Column<>("Size", "SIZE", row -> size(row.config()));
  }

  private static String mounts(ContainerRow row) {
    return row.config().spec().volumes().stream()
        .map(volume -> row.cut(volume.source().toString(), MOUNT_WIDTH))
        .collect(Collectors.joining(","));
  }

  private String networks(Container container) throws IOException {
    return ContainerNetworks.of(home.containers().networks(), container).stream()
        .map(ContainerNetworks.Member::name)
        .sorted()
        .collect(Collectors.joining(","));
  }

  private String size(Config config) throws IOException {
    long written = home.layers().written(config.id().digits());
    Optional<Image> image = image(home, config);
    long virtual = image.isPresent() ? written + home.images().size(image.get()) : written;
    return "%s (virtual %s)".formatted(Size.format(written), Size.format(virtual));
  }

  private String labels(Config config) throws IOException {
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
}
