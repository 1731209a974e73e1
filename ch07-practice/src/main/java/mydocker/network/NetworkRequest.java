package mydocker.network;

import java.util.Map;
import java.util.Optional;

/**
 * What {@code network create} asks for.
 *
 * @param subnet its addresses; a free one of the default pools if it is empty
 * @param gateway the address of its bridge; the first of the subnet, or of the range, if it is
 *     empty
 * @param range those of the addresses that containers get; all if it is empty
 */
public record NetworkRequest(
    String name,
    Optional<Subnet> subnet,
    Optional<Ipv4> gateway,
    Optional<Subnet> range,
    boolean internal,
    Map<String, String> labels) {}
