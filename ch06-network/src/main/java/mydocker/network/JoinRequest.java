package mydocker.network;

import java.util.List;

/**
 * What a container needs to be on a network.
 *
 * @param container its ID
 * @param name its name, by which others find it
 * @param hostname what it calls itself
 * @param inside what the device is called there: {@code eth0}
 * @param ports what of it can be reached through the host
 */
public record JoinRequest(
    String container, String name, String hostname, String inside, List<PublishedPort> ports) {}
