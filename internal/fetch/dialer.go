package fetch

import (
	"context"
	"net"
)

// Dialer gives a function that connects where a [Client] with these allowances
// would, and else fails with [ErrRefused]: for programs that talk to an address
// by other means. It tells no connection from another by its network.
func Dialer(allow []string) (func(ctx context.Context, network, address string) (net.Conn, error), error) {
	c := &Client{Allow: allow}
	if err := c.init(); err != nil {
		return nil, err
	}
	return func(ctx context.Context, _, address string) (net.Conn, error) {
		conn, err := c.connect(ctx, address)
		if err != nil {
			return nil, err
		}
		return conn.Conn, nil
	}, nil
}
