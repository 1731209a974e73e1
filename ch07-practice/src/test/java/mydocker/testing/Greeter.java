package mydocker.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A server, by TCP and UDP, that tells each visitor who it is, and whom it sees. */
public final class Greeter implements AutoCloseable {
  private final String name;
  private final ServerSocket tcp;
  private final DatagramSocket udp;
  private final Set<String> visitors = ConcurrentHashMap.newKeySet();

  private Greeter(String name, ServerSocket tcp, DatagramSocket udp) {
    this.name = name;
    this.tcp = tcp;
    this.udp = udp;
    new Thread(this::greetConnections, name + " tcp").start();
    new Thread(this::greetDatagrams, name + " udp").start();
  }

  /** Starts one that listens on all addresses of a place. */
  public static Greeter start(String name, Place place, int port) throws IOException {
    return start(name, place, "0.0.0.0", port);
  }

  /** Starts one that listens on one address. */
  public static Greeter start(String name, Place place, String address, int port)
      throws IOException {
    InetAddress listens = InetAddress.getByName(address);
    ServerSocket tcp = place.call(() -> new ServerSocket(port, 50, listens));
    return new Greeter(name, tcp, place.call(() -> new DatagramSocket(port, listens)));
  }

  /** The addresses of all who have come, even if they have not heard an answer. */
  public Set<String> visitors() {
    return visitors;
  }

  private String greeting(InetAddress visitor) {
    visitors.add(visitor.getHostAddress());
    return name + " sees " + visitor.getHostAddress();
  }

  private void greetConnections() {
    try {
      while (true) {
        try (Socket visitor = tcp.accept()) {
          visitor.getOutputStream().write(greeting(visitor.getInetAddress()).getBytes(UTF_8));
        }
      }
    } catch (IOException e) {
      requireClosed(e);
    }
  }

  private void greetDatagrams() {
    try {
      DatagramPacket packet = new DatagramPacket(new byte[1], 1);
      while (true) {
        udp.receive(packet);
        byte[] greeting = greeting(packet.getAddress()).getBytes(UTF_8);
        udp.send(new DatagramPacket(greeting, greeting.length, packet.getSocketAddress()));
      }
    } catch (IOException e) {
      requireClosed(e);
    }
  }

  private void requireClosed(IOException e) {
    if (!tcp.isClosed()) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * What a visitor hears by TCP: a greeting, {@code refused}, or {@code nothing}.
   *
   * @param millis how long it listens
   */
  public static String visitTcp(Place from, String address, int port, int millis)
      throws IOException {
    return from.call(() -> visitTcp(address, port, millis)); // all of it: a Socket is made late
  }

  private static String visitTcp(String address, int port, int millis) throws IOException {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(address, port), millis);
      socket.setSoTimeout(millis);
      return new String(socket.getInputStream().readAllBytes(), UTF_8);
    } catch (ConnectException e) {
      return "refused";
    } catch (SocketTimeoutException e) {
      return "nothing";
    }
  }

  /** The same by UDP. */
  public static String visitUdp(Place from, String address, int port, int millis)
      throws IOException {
    return from.call(() -> visitUdp(address, port, millis));
  }

  private static String visitUdp(String address, int port, int millis) throws IOException {
    try (DatagramSocket socket = new DatagramSocket()) {
      socket.connect(new InetSocketAddress(address, port));
      socket.setSoTimeout(millis);
      socket.send(new DatagramPacket(new byte[1], 1));
      DatagramPacket answer = new DatagramPacket(new byte[100], 100);
      socket.receive(answer);
      return new String(answer.getData(), 0, answer.getLength(), UTF_8);
    } catch (PortUnreachableException e) {
      return "refused";
    } catch (SocketTimeoutException e) {
      return "nothing";
    }
  }

  @Override
  public void close() throws IOException {
    tcp.close();
    udp.close();
  }
}
