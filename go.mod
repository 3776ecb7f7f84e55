module github.com/tianping-odr/tianping

go 1.26
