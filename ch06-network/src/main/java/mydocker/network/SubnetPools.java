package mydocker.network;

import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * Where the subnets of networks come from that ask for none.
 *
 * @param pools one is used after the other
 */
public record SubnetPools(List<Pool> pools) {

  /** Docker's: 172.17 to 172.31, then 192.168 in 16 parts. All are private: RFC 1918. */
  public static final SubnetPools DEFAULT =
      new SubnetPools(
          List.of(
              Pool.of("172.17.0.0/16", 16),
              Pool.of("172.18.0.0/16", 16),
              Pool.of("172.19.0.0/16", 16),
              Pool.of("172.20.0.0/14", 16),
              Pool.of("172.24.0.0/14", 16),
              Pool.of("172.28.0.0/14", 16),
              Pool.of("192.168.0.0/16", 20)));

  /** The same without the first one, which the default network is to find free. */
  static final SubnetPools FOR_USERS =
      new SubnetPools(DEFAULT.pools.subList(1, DEFAULT.pools.size()));

  /** Pools. */
  public SubnetPools {
    pools = List.copyOf(pools);
  }

  /**
   * Addresses that are cut into subnets of one size.
   *
   * @param base all of them
   * @param prefix that of each subnet: not less than the base's
   */
  public record Pool(Subnet base, int prefix) {
    private static Pool of(String base, int prefix) {
      return new Pool(Subnet.parse(base), prefix);
    }

    Stream<Subnet> subnets() {
      long size = 1L << Integer.SIZE - prefix;
      return LongStream.range(0, base.size() / size)
          .mapToObj(index -> new Subnet(base.address(index * size), prefix));
    }
  }

  /**
   * The first subnet that has no address of those in use.
   *
   * @param used the subnets of other networks, and whatever the host has a route to. The default
   *     route, 0.0.0.0/0, does not count: it is for what is nowhere else.
   * @throws IOException in docker's words, if there is none
   */
  public Subnet firstFree(Collection<Subnet> used) throws IOException {
    return pools.stream()
        .flatMap(Pool::subnets)
        .filter(subnet -> used.stream().noneMatch(other -> isTaken(subnet, other)))
        .findFirst()
        .orElseThrow(
            () ->
                new IOException(
                    "all predefined address pools have been fully subnetted: remove networks"
                        + " that nobody uses (network rm), or choose a --subnet"));
  }

  private static boolean isTaken(Subnet subnet, Subnet used) {
    return used.prefix() > 0 && subnet.overlaps(used);
  }
}
