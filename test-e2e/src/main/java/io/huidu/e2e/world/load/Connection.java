package io.huidu.e2e.world.load;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.ProtocolException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Locale;

/**
 * One connection that asks the same question again and again.
 *
 * <p>Leaner than {@link java.net.http.HttpClient}, which took twice the CPU (20 % of a core at 400 requests per second)
 * and sends no {@code Host} of one's choice. It understands what nginx sends before ServiceA: HTTP/1.1 with {@code Content-Length}.
 */
final class Connection implements AutoCloseable {

    private final Socket socket = new Socket();
    private final InputStream in;
    private boolean silent = true;

    Connection(InetSocketAddress server, Duration timeout) throws IOException {
        try {
            socket.setTcpNoDelay(true);
            socket.setSoTimeout((int) timeout.toMillis());
            socket.connect(server, (int) timeout.toMillis());
            in = new BufferedInputStream(socket.getInputStream());
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    /** The server had closed it when the question came: not a byte of an answer, and no waiting in vain. */
    boolean wasClosedBefore(IOException problem) {
        return silent && !(problem instanceof SocketTimeoutException);
    }

    Answer ask(byte[] request) throws IOException {
        silent = true;
        socket.getOutputStream().write(request);
        int status = number(line().replaceFirst("HTTP/1\\.1 (\\d{3}).*", "$1"));
        int length = -1;
        String version = "";
        boolean last = false;
        for (String header = line(); !header.isEmpty(); header = line()) {
            int colon = header.indexOf(':');
            String value = header.substring(colon + 1).strip();
            switch (header.substring(0, colon).toLowerCase(Locale.ROOT)) {
                case "content-length" -> length = number(value);
                case "x-version" -> version = value;
                case "connection" -> last = value.equalsIgnoreCase("close");
                default -> {} // says nothing that users see
            }
        }
        if (length < 0) {
            throw new ProtocolException("status %d came without Content-Length".formatted(status));
        }
        byte[] body = in.readNBytes(length);
        if (body.length < length) {
            throw new EOFException("got %d of %d bytes".formatted(body.length, length));
        }
        return new Answer(status, version, last, body);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                throw new EOFException("the connection was closed");
            }
            silent = false;
            line.append((char) c);
        }
        return line.toString().strip();
    }

    private static int number(String text) throws ProtocolException {
        if (!text.matches("\\d{1,9}")) {
            throw new ProtocolException("got '%s', expected HTTP/1.1".formatted(text));
        }
        return Integer.parseInt(text);
    }
}
