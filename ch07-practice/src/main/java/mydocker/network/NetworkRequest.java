package mydocker.network;

import java.util.Map;
import java.util.Optional;

/**
 * What {@code network create} asks for.
 *
 * @param subnet its addresses; free ones if it is empty
 * @param gateway the address of its bridge; the first of the subnet, or of the range, if it is
 *     empty
 * @param range those of the addresses that containers get; all if it is empty
 * @param internal whether it is to be without a way out of the host
 * @param labels what its owner writes on it
 */
public record NetworkRequest(
    String name,
    Optional<Subnet> subnet,
    Optional<Ipv4> gateway,
    Optional<Subnet> range,
    boolean internal,
    Map<String, String> labels) {}
