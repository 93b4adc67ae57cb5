package io.cinephile.adapters.elasticsearch.local;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/** Two ports of the loopback address that were free a moment ago. */
record LocalPorts(int http, int transport) {

  static final String LOOPBACK = "127.0.0.1";

  /**
   * @param http the port to use for HTTP; 0 for any free one
   */
  static LocalPorts free(int http) throws IOException {
    LocalPorts any = free();
    return http == 0 ? any : new LocalPorts(http, any.transport());
  }

  private static LocalPorts free() throws IOException {
    InetAddress loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
    // Both are held at once, so that they differ.
    try (ServerSocket http = new ServerSocket(0, 1, loopback);
        ServerSocket transport = new ServerSocket(0, 1, loopback)) {
      return new LocalPorts(http.getLocalPort(), transport.getLocalPort());
    }
  }
}
