package mydocker.command.network;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import mydocker.format.ContainerFilters;
import mydocker.network.Network;
import mydocker.network.NetworkStore;
import org.apache.commons.cli.ParseException;

/**
 * What {@code network ls --filter} lets through: of several values of one key any will do, but for
 * labels, of which all must be there.
 */
final class NetworkFilters {
  /** All that there are. */
  static final Set<String> KEYS =
      Set.of("dangling", "driver", "id", "label", "name", "scope", "type");

  private static final Set<String> TRUTHS = Set.of("true", "1", "false", "0");
  private static final Set<String> TYPES = Set.of("builtin", "custom");

  private final Map<String, List<String>> values = new HashMap<>();
  private final NetworkStore networks;
  private final Set<String> keys;

  /**
   * Those of one command.
   *
   * @param keys those that it knows
   */
  NetworkFilters(NetworkStore networks, Set<String> keys) {
    this.networks = networks;
    this.keys = keys;
  }

  /**
   * Adds one.
   *
   * @throws ParseException if it is not a key and a value
   * @throws IOException if there is no such key, or its value is none, in docker's words
   */
  void add(String filter) throws ParseException, IOException {
    String[] parts = ContainerFilters.parts(filter);
    String key = parts[0];
    String value = parts[1];
    if (!keys.contains(key)) {
      throw new IOException("invalid filter '" + key + "'");
    }
    if (key.equals("dangling") && !TRUTHS.contains(value)
        || key.equals("type") && !TYPES.contains(value)) {
      throw new IOException("invalid filter '" + key + "=" + value + "'");
    }
    values.computeIfAbsent(key, k -> new ArrayList<>()).add(value);
  }

  /** Whether a network is let through. */
  boolean accept(Network network) throws IOException {
    boolean isDangling = values.containsKey("dangling") && isDangling(network);
    return any("dangling", value -> isDangling == (value.equals("true") || value.equals("1")))
        && any("driver", network.driver().toString()::equals)
        && any("id", value -> ContainerFilters.finds(value, network.id()))
        && any("name", value -> ContainerFilters.finds(value, network.name()))
        && any("scope", NetworkLsCommand.SCOPE::equals)
        && any("type", value -> value.equals("builtin") == network.isPredefined())
        && ContainerFilters.hasLabels(values.getOrDefault("label", List.of()), network.labels());
  }

  /** Whether nobody is on it, and it could be removed. */
  private boolean isDangling(Network network) throws IOException {
    return !network.isPredefined() && networks.endpoints(network).isEmpty();
  }

  private boolean any(String key, Predicate<String> test) {
    return !values.containsKey(key) || values.get(key).stream().anyMatch(test);
  }
}
