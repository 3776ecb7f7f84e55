package web

import "context"

type refKey struct{}

// withRef keeps the reference id of a request: the visitor sees it on an error
// page, and the log holds it.
func withRef(ctx context.Context, ref string) context.Context {
	return context.WithValue(ctx, refKey{}, ref)
}

func refOf(ctx context.Context) string {
	ref, _ := ctx.Value(refKey{}).(string)
	return ref
}
