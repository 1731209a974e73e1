package mydocker.network;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.UUID;

/**
 * The addresses of a network, in a file of about a bit for each. It is open for one at a time: one
 * thread of one process. An {@link AddressLedger} says what is in the file.
 *
 * <pre>
 *   try (AddressPool pool = AddressPool.open(file, "web (0123...)", plan, endpoints)) {
 *     Ipv4 address = pool.allocate();
 *     ...                                  // write the endpoint's file, which names the address
 *     pool.settle();
 *   }
 * </pre>
 */
public final class AddressPool implements AutoCloseable {
  private static final Path BOOT_ID = Path.of("/proc/sys/kernel/random/boot_id");
  private static final int CHUNK = 1 << 16;

  private final LockedFile file;
  private final String network;
  private final AddressLedger ledger;

  /** Those who know which addresses are in use. */
  @FunctionalInterface
  public interface Endpoints {
    /** What the files of the network's endpoints name now. */
    Collection<Ipv4> addresses() throws IOException;
  }

  private AddressPool(LockedFile file, String network, AddressLedger ledger) {
    this.file = file;
    this.network = network;
    this.ledger = ledger;
  }

  /**
   * Opens the pool of a network, as soon as nobody else has it open. The file is made if there is
   * none, and again if it is of another boot or plan; what somebody has begun who was killed, is
   * ended.
   *
   * @param file its folder exists
   * @param network its name and ID, as an error shall show it: {@code NAME (ID)}
   * @param endpoints is asked if the file alone does not tell what is in use
   * @throws IOException if it cannot be read or written
   */
  public static AddressPool open(Path file, String network, AddressPlan plan, Endpoints endpoints)
      throws IOException {
    UUID boot = UUID.fromString(Files.readString(BOOT_ID, ISO_8859_1).strip());
    return open(file, network, plan, endpoints, boot);
  }

  /** The same in some boot of the machine. */
  static AddressPool open(
      Path file, String network, AddressPlan plan, Endpoints endpoints, UUID boot)
      throws IOException {
    LockedFile locked = LockedFile.open(file);
    try {
      AddressLedger ledger = ledger(locked.channel(), plan, endpoints, boot);
      return new AddressPool(locked, network, ledger);
    } catch (IOException | RuntimeException | Error e) {
      locked.close();
      throw e;
    }
  }

  private static AddressLedger ledger(
      FileChannel channel, AddressPlan plan, Endpoints endpoints, UUID boot) throws IOException {
    long size = (long) AddressLedger.words(plan) * Long.BYTES;
    if (channel.size() == size) {
      AddressLedger ledger = map(channel, plan, size);
      if (ledger.isOf(boot)) {
        if (ledger.unsettled().isPresent()) {
          ledger.settle(endpoints.addresses().contains(ledger.unsettled().get()));
        }
        return ledger;
      }
    }
    Collection<Ipv4> used = endpoints.addresses();
    clear(channel, size);
    AddressLedger ledger = map(channel, plan, size);
    ledger.make(used, boot);
    return ledger;
  }

  private static AddressLedger map(FileChannel channel, AddressPlan plan, long size)
      throws IOException {
    return new AddressLedger(new MappedWords(channel.map(MapMode.READ_WRITE, 0, size)), plan);
  }

  /**
   * Fills the file with 0, the header first. Where the disk is full this fails; a write to memory
   * that has no place on the disk would be our end: SIGBUS.
   */
  private static void clear(FileChannel channel, long size) throws IOException {
    channel.truncate(size);
    ByteBuffer zeros = ByteBuffer.allocate(CHUNK);
    for (long position = 0; position < size; ) {
      zeros.clear().limit((int) Math.min(CHUNK, size - position));
      position += channel.write(zeros, position);
    }
  }

  /**
   * Hands out the next address that is free, behind the last one.
   *
   * @return it, which is to be settled
   * @throws IOException in docker's words, if all are in use
   */
  public Ipv4 allocate() throws IOException {
    return open()
        .allocate()
        .orElseThrow(
            () ->
                new IOException(
                    "no available IPv4 addresses on this network's address pools: " + network));
  }

  /** Takes an address back, which is to be settled; or nothing, if it is free. */
  public void release(Ipv4 address) {
    open().release(address);
  }

  /** The endpoint's file is written, or removed. A pool that is closed before asks the files. */
  public void settle() {
    open().settle();
  }

  /** Whether an address of the subnet is in use: a container's, or reserved. */
  public boolean isTaken(Ipv4 address) {
    return open().isTaken(address);
  }

  private AddressLedger open() {
    if (!file.channel().isOpen()) {
      throw new IllegalStateException("the addresses of network " + network + " are closed");
    }
    return ledger;
  }

  /** Lets the next one have it. */
  @Override
  public void close() throws IOException {
    file.close();
  }
}
