package mydocker.command;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import mydocker.container.Config;
import mydocker.container.Container;
import mydocker.container.Home;
import mydocker.container.State;
import mydocker.image.Digest;
import mydocker.image.Image;
import mydocker.image.NoSuchImageException;
import org.apache.commons.cli.ParseException;

/**
 * What {@code ps --filter} lets through: of several values of one key any will do, but for labels,
 * of which all must be there.
 */
final class ContainerFilters {
  private static final Set<String> KEYS =
      Set.of("ancestor", "before", "exited", "id", "label", "name", "since", "status", "volume");
  private static final Set<String> STATUSES =
      Set.of("created", "dead", "exited", "paused", "removing", "restarting", "running");

  private final Map<String, List<String>> values = new HashMap<>();
  private final Home home;

  /** Those of one command. */
  ContainerFilters(Home home) {
    this.home = home;
  }

  /**
   * Adds one.
   *
   * @throws ParseException if it is not a key and a value
   * @throws IOException if there is no such key, or its value is none, in docker's words
   */
  void add(String filter) throws ParseException, IOException {
    String[] parts = filter.split("=", 2);
    if (parts.length < 2) {
      throw new ParseException(
          "invalid argument \"%s\" for --filter: bad format of filter (expected name=value)"
              .formatted(filter));
    }
    String key = parts[0].strip();
    String value = parts[1].strip();
    if (!KEYS.contains(key)) {
      throw new IOException("invalid filter '" + key + "'");
    }
    if (key.equals("status") && !STATUSES.contains(value)
        || key.equals("exited") && !value.matches("-?\\d{1,9}")) {
      throw new IOException("invalid filter '" + key + "=" + value + "'");
    }
    values.computeIfAbsent(key, k -> new ArrayList<>()).add(value);
  }

  /** Whether containers that do not run are asked for, too. */
  boolean askForStatus() {
    return values.containsKey("status");
  }

  /** Whether a container is let through. */
  boolean accept(Container container, State state) throws IOException {
    if (values.isEmpty()) {
      return true;
    }
    Config config = container.config();
    return any("id", value -> finds(value, config.id().digits()))
        && any("name", value -> finds(value, config.name()) || finds(value, "/" + config.name()))
        && any("status", state.status().toString()::equals)
        && any("exited", value -> hasExited(state, Integer.parseInt(value)))
        && any("volume", value -> shows(config, value))
        && any("before", value -> config.created().isBefore(created(value)))
        && any("since", value -> config.created().isAfter(created(value)))
        && any("ancestor", value -> standsOn(config, value))
        && hasLabels(config);
  }

  /** Whether one value of a key is true; they all are, if the key was not asked for. */
  private boolean any(String key, Test test) throws IOException {
    for (String value : values.getOrDefault(key, List.of())) {
      if (test.passes(value)) {
        return true;
      }
    }
    return !values.containsKey(key);
  }

  private interface Test {
    boolean passes(String value) throws IOException;
  }

  private static boolean finds(String regex, String in) {
    try {
      return in.equals(regex) || Pattern.compile(regex).matcher(in).find();
    } catch (PatternSyntaxException e) {
      return false;
    }
  }

  private static boolean hasExited(State state, int code) {
    return state.process().isEmpty() && state.started().isPresent() && state.exitCode() == code;
  }

  private static boolean shows(Config config, String path) {
    return config.spec().volumes().stream()
        .anyMatch(v -> v.source().toString().equals(path) || v.destination().equals(path));
  }

  private Instant created(String reference) throws IOException {
    return home.containers().find(reference).config().created();
  }

  /** Whether its image has the layers of another one, and perhaps more on them. */
  private boolean standsOn(Config config, String reference) throws IOException {
    try {
      List<Digest> below = home.images().find(reference).chain();
      Optional<Image> image = ContainerRow.image(home, config);
      return image.isPresent()
          && image.get().chain().size() >= below.size()
          && image.get().chain().subList(0, below.size()).equals(below);
    } catch (NoSuchImageException e) {
      return false;
    }
  }

  private boolean hasLabels(Config config) throws IOException {
    if (!values.containsKey("label")) {
      return true;
    }
    Map<String, String> labels = ContainerRow.labelsOf(home, config);
    return values.get("label").stream()
        .map(wanted -> wanted.split("=", 2))
        .allMatch(
            wanted ->
                labels.containsKey(wanted[0])
                    && (wanted.length == 1 || labels.get(wanted[0]).equals(wanted[1])));
  }
}
