package io.huidu.e2e.world;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The way from one process to a port of another, which can be cut, stalled and mended. On loopback. */
public final class TcpLink implements AutoCloseable {

    /** What becomes of what is sent. */
    public enum State {
        /** It arrives. */
        OPEN,
        /** Connections end, and new ones end at once. */
        CUT,
        /** Nothing arrives and nothing ends, as behind a firewall that drops. */
        STALLED
    }

    private final ServerSocket server;
    private final int target;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private State state = State.OPEN;

    private TcpLink(ServerSocket server, int target) {
        this.server = server;
        this.target = target;
    }

    public static TcpLink to(int target) {
        try {
            ServerSocket server = new ServerSocket();
            server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            TcpLink link = new TcpLink(server, target);
            Thread.ofVirtual().name("link-" + target).start(link::accept);
            return link;
        } catch (IOException e) {
            throw new UncheckedIOException("no link to port " + target, e);
        }
    }

    public int port() {
        return server.getLocalPort();
    }

    public synchronized void become(State next) {
        state = next;
        if (next == State.CUT) {
            sockets.forEach(TcpLink::end);
        }
        notifyAll();
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        become(State.CUT);
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket from = server.accept();
                sockets.add(from);
                Thread.ofVirtual().start(() -> connect(from));
            } catch (IOException e) {
                return; // closed
            }
        }
    }

    private void connect(Socket from) {
        if (!passes()) {
            end(from);
            return;
        }
        try {
            Socket to = new Socket(InetAddress.getLoopbackAddress(), target);
            sockets.add(to);
            Thread.ofVirtual().start(() -> carry(to, from));
            carry(from, to);
        } catch (IOException e) {
            end(from); // nobody listens there
        }
    }

    private void carry(Socket from, Socket to) {
        byte[] some = new byte[16 * 1024];
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int read = in.read(some); read >= 0 && passes(); read = in.read(some)) {
                out.write(some, 0, read);
            }
        } catch (IOException e) {
            // One of the two has ended, and so does the other.
        } finally {
            sockets.remove(from);
            sockets.remove(to);
        }
    }

    /** Whether what was sent may go on; waits while the link stalls. */
    private synchronized boolean passes() {
        try {
            while (state == State.STALLED) {
                wait();
            }
            return state == State.OPEN;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static void end(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
