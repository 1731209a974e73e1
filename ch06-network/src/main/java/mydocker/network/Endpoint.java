package mydocker.network;

import java.util.List;

/**
 * A container's place on a network, for as long as it runs. It is written down before anything of
 * it is made, so it says what there may be to undo.
 *
 * @param network the network's ID
 * @param container the container's ID
 * @param id 64 hexadecimal digits of its own
 * @param name the container's name, by which others find it
 * @param hostname what it calls itself
 * @param device the host's end of the cable: a veth device in the bridge
 * @param inside the container's end: {@code eth0}
 * @param ports what of the container can be reached through the host
 */
public record Endpoint(
    String network,
    String container,
    String id,
    String name,
    String hostname,
    Ipv4 address,
    String device,
    String inside,
    List<PublishedPort> ports) {}
