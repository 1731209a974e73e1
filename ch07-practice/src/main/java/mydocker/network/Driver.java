package mydocker.network;

import java.util.Locale;

/** What a network is made of: docker's drivers that need one machine only. */
public enum Driver {
  /** A bridge on the host, to which each container has a cable: a veth pair. */
  BRIDGE,
  /** The host's own network stack. */
  HOST,
  /** Nothing but a loopback device. */
  NULL;

  /** As docker writes it: {@code bridge}. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
