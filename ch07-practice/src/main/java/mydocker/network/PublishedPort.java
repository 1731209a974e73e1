package mydocker.network;

/**
 * A port of the host that leads to one of a container.
 *
 * @param hostAddress the host's address that it is a port of; {@link Ipv4#ANY}: of all
 * @param hostPort 1 to 65535
 * @param containerPort 1 to 65535
 */
public record PublishedPort(Ipv4 hostAddress, int hostPort, int containerPort, Protocol protocol) {

  /** As {@code ps} shows it: {@code 0.0.0.0:8080->80/tcp}. */
  @Override
  public String toString() {
    return "%s:%d->%d/%s".formatted(hostAddress, hostPort, containerPort, protocol);
  }
}
