package mydocker.network;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import mydocker.linux.NetDevice;

/**
 * A network's switch: a device of the host into which the containers' cables are plugged. It has an
 * address of its own, by which it is the containers' gateway.
 *
 * <p>Its MAC address says that it is ours: it is made from the network's ID, and the kernel sets it
 * together with the name, so that a bridge has it even if its maker was killed a moment later. A
 * device that has another one is somebody else's, and is left alone.
 *
 * @param device its name, of at most 15 characters
 * @param network the ID of the network, of 64 hex digits
 */
public record Bridge(String device, String network) {
  private static final Path SETTINGS = Path.of("/proc/sys/net");

  /**
   * Makes it, or what is missing of it, and switches it on.
   *
   * @param found what ip(8) tells of it, if it is there
   * @param gateway its address
   * @param subnet the network's
   * @param mtu the longest packet that it takes, in bytes: 68 to 65535
   * @throws IOException if there is another device of this name
   */
  void up(Optional<JsonObject> found, Ipv4 gateway, Subnet subnet, int mtu) throws IOException {
    requireOurs(found);
    if (found.isEmpty()) {
      Ip.batch("link add %s address %s type bridge".formatted(device, mac()));
    } else if (isUp(found.get(), gateway, mtu)) {
      return;
    }
    configure();
    Ip.batch(
        "link set %s mtu %d alias \"mydocker network %.12s\"".formatted(device, mtu, network),
        "address replace %s/%d broadcast + dev %s".formatted(gateway, subnet.prefix(), device),
        "link set %s up".formatted(device)); // the last: what is up is whole
  }

  /** Removes it, if it is there. */
  public void down() throws IOException {
    Ip.removeLinks(links());
  }

  /**
   * What is to be removed: its device, if it is there. Another one of this name, whose maker must
   * have removed ours, stays: it keeps no container from ending.
   */
  List<String> links() throws IOException {
    return new NetDevice(device).mac().filter(mac()::equals).isPresent()
        ? List.of(device)
        : List.of();
  }

  /** Whether it is there and switched on, which it is last when it is made. */
  boolean isUp() throws IOException {
    NetDevice found = new NetDevice(device);
    return found.mac().filter(mac()::equals).isPresent() && found.isUp();
  }

  private void requireOurs(Optional<JsonObject> found) throws IOException {
    if (found.isPresent() && !isOurs(found.get())) {
      throw new IOException(
          "bridge %s: there is a device of this name that is not ours: see ip link show %s"
              .formatted(device, device));
    }
  }

  /** Whether a device is it, by its MAC address, which not all devices have: tun. */
  boolean isOurs(JsonObject found) {
    return found.has("address") && found.get("address").getAsString().equals(mac());
  }

  /** By a fixed one containers can remember their gateway; else it changes with what is plugged. */
  private String mac() {
    return "02:42:" + network.substring(0, 8).replaceAll("(..)(?!$)", "$1:");
  }

  private static boolean isUp(JsonObject found, Ipv4 gateway, int mtu) {
    boolean hasAddress = false;
    for (JsonElement address : found.getAsJsonArray("addr_info")) {
      JsonElement local = address.getAsJsonObject().get("local");
      hasAddress |= local.getAsString().equals(gateway.toString());
    }
    return hasAddress
        && found.get("mtu").getAsInt() == mtu
        && found.getAsJsonArray("flags").asList().stream()
            .anyMatch(flag -> flag.getAsString().equals("UP"));
  }

  /** See the kernel's Documentation/networking/ip-sysctl. */
  private void configure() throws IOException {
    // So that what the host sends from 127.0.0.1 to a published port can leave by it.
    set("ipv4/conf/" + device + "/route_localnet", 1);
    // Nothing here cares for IPv6: containers would reach the host past all rules.
    set("ipv6/conf/" + device + "/disable_ipv6", 1);
  }

  private static void set(String setting, int value) throws IOException {
    Path file = SETTINGS.resolve(setting);
    if (Files.exists(file)) { // a kernel may be without IPv6
      Files.writeString(file, Integer.toString(value));
    }
  }
}
