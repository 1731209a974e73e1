package mydocker.network;

import java.util.List;
import java.util.Optional;

/**
 * What a container needs to be on a network.
 *
 * @param container its ID
 * @param name its name, by which others find it
 * @param hostname what it calls itself
 * @param address the address that it wants; the next free one if it is empty
 * @param inside what the device is called there: {@code eth0}
 * @param ports what of it can be reached through the host
 */
public record JoinRequest(
    String container,
    String name,
    String hostname,
    Optional<Ipv4> address,
    String inside,
    List<PublishedPort> ports) {}
