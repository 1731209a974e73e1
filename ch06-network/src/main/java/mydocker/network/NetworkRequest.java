package mydocker.network;

import java.util.Optional;

/**
 * What {@code network create} asks for.
 *
 * @param subnet its addresses; free ones if it is empty
 * @param internal whether it is to be without a way out of the host
 */
public record NetworkRequest(String name, Optional<Subnet> subnet, boolean internal) {}
