package io.pastelli.testkit.client;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;

/** A plain socket. */
final class TcpWire implements Wire {
    private static final int CONNECT_MILLIS = 5_000;

    private final Socket socket;

    private TcpWire(Socket socket) {
        this.socket = socket;
    }

    static TcpWire connect(int port, int receiveBuffer) throws IOException {
        return new TcpWire(socket(port, receiveBuffer));
    }

    /** Returns a connected socket; a {@code receiveBuffer} of 0 bytes is the system's own choice. */
    static Socket socket(int port, int receiveBuffer) throws IOException {
        var socket = new Socket();
        try {
            if (receiveBuffer > 0) {
                socket.setReceiveBufferSize(receiveBuffer); // before the handshake: it bounds the window
            }
            socket.setTcpNoDelay(true);
            var address = InetAddress.getByAddress(new byte[]{127, 0, 0, 1});
            socket.connect(new InetSocketAddress(address, port), CONNECT_MILLIS);
            return socket;
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        socket.getOutputStream().write(bytes, offset, length);
    }

    @Override
    public int read(byte[] into, int offset, int length, Duration most) throws IOException {
        socket.setSoTimeout(Math.max(1, (int) most.toMillis()));
        return socket.getInputStream().read(into, offset, length);
    }

    @Override
    public int localPort() {
        return socket.getLocalPort();
    }

    @Override
    public void fin() throws IOException {
        socket.close();
    }

    @Override
    public void halfClose() throws IOException {
        socket.shutdownOutput();
    }

    @Override
    public void reset() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }
}
