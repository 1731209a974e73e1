package mydocker.config;

import mydocker.network.Network;

/**
 * Which network stack a container has, as {@code --network} says it: {@code bridge}, the name of
 * another network, {@code host}, {@code none}.
 *
 * @param text in docker's words
 */
public record NetworkMode(String text) {
  /** One of its own, on the default network. */
  public static final NetworkMode DEFAULT = new NetworkMode(Network.DEFAULT);

  /** One of its own, on no network. */
  public static final NetworkMode NONE = new NetworkMode("none");

  /** Whether it has the host's. */
  public boolean isHost() {
    return text.equals("host");
  }

  /** Whether it is on no network. */
  public boolean isNone() {
    return text.equals("none");
  }

  /** Whether it has one of its own, on networks. */
  public boolean isOnNetworks() {
    return !isHost() && !isNone();
  }

  @Override
  public String toString() {
    return text;
  }
}
