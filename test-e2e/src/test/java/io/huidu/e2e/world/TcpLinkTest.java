package io.huidu.e2e.world;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.huidu.e2e.world.TcpLink.State;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TcpLinkTest {

    private ServerSocket echo;
    private TcpLink link;

    @BeforeEach
    void start() throws IOException {
        echo = new ServerSocket();
        echo.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        Thread.ofVirtual().start(this::answer);
        link = TcpLink.to(echo.getLocalPort());
    }

    @AfterEach
    void end() throws IOException {
        link.close();
        echo.close();
    }

    @Test
    void carriesWhatIsSentBothWays() throws IOException {
        try (Socket socket = connect()) {
            assertThat(sent(socket, 7)).isEqualTo(7);
        }
    }

    @Test
    void endsConnectionsWhenItIsCutAndTakesNewOnesOnceItIsMended() throws IOException {
        try (Socket socket = connect()) {
            assertThat(sent(socket, 7)).isEqualTo(7);

            link.become(State.CUT);

            assertEnds(socket);
        }
        try (Socket another = connect()) {
            assertEnds(another);
        }
        link.become(State.OPEN);
        try (Socket another = connect()) {
            assertThat(sent(another, 8)).isEqualTo(8);
        }
    }

    @Test
    void deliversLateWhatWasSentWhileItStalled() throws IOException {
        try (Socket socket = connect()) {
            assertThat(sent(socket, 7)).isEqualTo(7);

            link.become(State.STALLED);

            socket.setSoTimeout(200);
            assertThatThrownBy(() -> sent(socket, 8)).isInstanceOf(SocketTimeoutException.class);
            link.become(State.OPEN);
            socket.setSoTimeout(10_000);
            assertThat(socket.getInputStream().read()).isEqualTo(8);
        }
    }

    private static void assertEnds(Socket socket) throws IOException {
        try {
            assertThat(sent(socket, 9)).isEqualTo(-1);
        } catch (SocketException e) {
            assertThat(socket.isConnected()).isTrue(); // reset, which is an end, too
        }
    }

    private Socket connect() throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), link.port());
        socket.setSoTimeout(10_000);
        return socket;
    }

    private static int sent(Socket socket, int number) throws IOException {
        socket.getOutputStream().write(number);
        return socket.getInputStream().read();
    }

    private void answer() {
        while (!echo.isClosed()) {
            try {
                Socket socket = echo.accept();
                Thread.ofVirtual().start(() -> answer(socket));
            } catch (IOException e) {
                return;
            }
        }
    }

    private static void answer(Socket socket) {
        try (socket) {
            socket.getInputStream().transferTo(socket.getOutputStream());
        } catch (IOException e) {
            // The link was cut.
        }
    }
}
